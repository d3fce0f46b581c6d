CREATE TABLE notes (id integer PRIMARY KEY, text text NOT NULL);
INSERT INTO notes VALUES (1, 'one'), (2, 'two'), (3, 'three');
