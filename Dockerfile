# One image for each service of Baluarte, from one file:
#
#   docker build --build-arg SERVICE=orders --build-arg PORT=3001 --tag baluarte/orders .
#
# SERVICE is a folder of apps/. The target `alert-receiver` is the program that keeps what Alertmanager sends.

ARG NODE_IMAGE=node:24.19.0-slim
ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs24-debian13:nonroot

# The package files alone. What is copied from here is compared by content, so a change of the sources
# leaves every layer up to the installed dependencies as it is.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /source
COPY . .
RUN mkdir /manifests \
 && find . -name package.json -exec cp --parents '{}' /manifests ';' \
 && cp package-lock.json .npmrc /manifests/

# Everything the lock file names, nothing else, and no script of any package is run.
FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY --from=manifests /manifests ./
RUN npm ci --ignore-scripts --no-audit --no-fund

# What of that is needed to run the services.
FROM dependencies AS production-modules
COPY deploy/image/production-modules.mjs deploy/image/copy-production-modules.mjs /image/
RUN node /image/copy-production-modules.mjs /production apps/* tools/compose

FROM dependencies AS build
COPY tsconfig.base.json ./
COPY libs libs
COPY apps apps
COPY tools/compose tools/compose
RUN node node_modules/typescript-7/bin/tsc -b apps/* tools/compose \
 && rm -rf libs/testing \
 && mkdir /built \
 && find libs apps tools/compose \( -path '*/dist/*' -o -path '*/migrations/*' -o -name package.json \) -type f \
      -not -path '*/node_modules/*' -not -name '*.d.ts' -not -name '*.d.ts.map' -not -name '*.tsbuildinfo' \
      -exec cp --parents '{}' /built ';'

# No shell, no package manager, no root: the file system can be read-only.
FROM ${RUNTIME_IMAGE} AS runtime
USER 65532:65532
ENV NODE_ENV=production
COPY LICENSE deploy/image/health-check.mjs /app/

FROM runtime AS alert-receiver
COPY --from=build /built/tools/compose/package.json /app/tools/compose/package.json
COPY --from=build /built/tools/compose/dist/alert-receiver /app/tools/compose/dist/alert-receiver
WORKDIR /app/tools/compose
EXPOSE 9095
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --start-interval=1s --retries=3 \
  CMD ["/nodejs/bin/node", "/app/health-check.mjs", "http://127.0.0.1:9095/health"]
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="baluarte alert-receiver" \
      org.opencontainers.image.description="Keeps the last notifications of Alertmanager and shows them." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT"
CMD ["--max-old-space-size=32", "dist/alert-receiver/main.js", "9095"]

# Programs that stand in where an image cannot be had: deploy/compose/fault-proxy.yml, telemetry-sink.yml
FROM runtime AS stand-in
COPY --from=production-modules /production/node_modules/@baluarte /app/node_modules/@baluarte
COPY --from=build /built/libs/chaos /app/libs/chaos
COPY --from=build /built/tools/compose /app/tools/compose
WORKDIR /app/tools/compose
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="baluarte stand-in" \
      org.opencontainers.image.description="A fault proxy by the API of Toxiproxy, and a sink for telemetry." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT"
CMD ["dist/fault-proxy/main.js", "/etc/toxiproxy/proxies.json"]

FROM runtime AS service
COPY --from=production-modules /production/node_modules /app/node_modules
COPY --from=build /built/libs /app/libs
ARG SERVICE
ARG PORT=3000
COPY --from=build /built/apps/${SERVICE} /app/apps/${SERVICE}
WORKDIR /app/apps/${SERVICE}
ENV HOST=0.0.0.0 PORT=${PORT}
EXPOSE ${PORT}
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --start-interval=1s --retries=3 \
  CMD ["/nodejs/bin/node", "/app/health-check.mjs"]
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="baluarte ${SERVICE}" \
      org.opencontainers.image.description="The service ${SERVICE} of Baluarte, NestJS microservices that fail well." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT"
CMD ["--enable-source-maps", "--max-old-space-size=96", "--max-semi-space-size=8", "dist/main.js"]
