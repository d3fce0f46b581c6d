-- Written by npm run generate -w @baluarte/kubernetes, from deploy/compose/postgres/databases.sql
-- A database for each service, of its own name. Nobody else may connect to it.
CREATE ROLE orders LOGIN PASSWORD 'orders';
CREATE ROLE payments LOGIN PASSWORD 'payments';
CREATE ROLE stock LOGIN PASSWORD 'stock';
CREATE ROLE recommendations LOGIN PASSWORD 'recommendations';
CREATE ROLE psp LOGIN PASSWORD 'psp';

CREATE DATABASE orders OWNER orders;
CREATE DATABASE payments OWNER payments;
CREATE DATABASE stock OWNER stock;
CREATE DATABASE recommendations OWNER recommendations;
CREATE DATABASE psp OWNER psp;

REVOKE CONNECT, TEMPORARY ON DATABASE orders, payments, stock, recommendations, psp FROM PUBLIC;
