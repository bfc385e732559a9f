# syntax=docker/dockerfile:1.7
# One file, a target a service: docker build --target posts .

FROM node:24-slim AS base
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
WORKDIR /app

# What npm needs to know, of every workspace: it changes seldom, so the layers after it are cached (by what it holds, not by when it was copied).
FROM base AS sources
COPY . .
RUN mkdir /manifests && find . -name node_modules -prune -o \( -name package.json -o -path ./package-lock.json -o -path ./.npmrc \) -exec cp --parents {} /manifests \;

FROM base AS manifests
COPY --from=sources /manifests ./

# Generated code and the web app, made with all tools.
FROM manifests AS build
ENV NODE_ENV=development TURBO_TELEMETRY_DISABLED=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY . .
RUN node node_modules/turbo/bin/turbo run generate build --output-logs=errors-only --no-update-notifier

# What each service needs at run time, and nothing else.
FROM manifests AS auth-packages
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --omit=dev --workspace subgraphs/auth

FROM manifests AS posts-packages
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --omit=dev --workspace subgraphs/posts

FROM manifests AS stats-packages
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --omit=dev --workspace subgraphs/stats

FROM manifests AS gateway-packages
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --omit=dev --workspace gateway

# A service's health is that its process answers; whether it is ready (/readyz) is for those that depend on it to ask.
FROM base AS service
ENV HOST=0.0.0.0
USER node
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

FROM service AS auth
ENV PORT=4001 AUTH_GRPC_HOST=0.0.0.0 AUTH_GRPC_PORT=50051 MAIL_DIR=/mail
COPY --from=auth-packages /app ./
COPY --from=build /app/packages packages
COPY --from=build /app/prisma/auth prisma/auth
COPY --from=build /app/subgraphs/auth subgraphs/auth
# A new volume takes the owner of the folder that it covers.
USER root
RUN install -d -o node -g node -m 0700 /mail
USER node
VOLUME /mail
EXPOSE 4001 50051
CMD ["node", "subgraphs/auth/src/main.ts"]

FROM service AS posts
ENV PORT=4002
COPY --from=posts-packages /app ./
COPY --from=build /app/packages packages
COPY --from=build /app/prisma/posts prisma/posts
COPY --from=build /app/subgraphs/posts subgraphs/posts
EXPOSE 4002
CMD ["node", "subgraphs/posts/src/main.ts"]

FROM service AS stats
ENV PORT=4003 EXPORTS_DIR=/exports
COPY --from=stats-packages /app ./
COPY --from=build /app/packages packages
COPY --from=build /app/prisma/stats prisma/stats
COPY --from=build /app/subgraphs/stats subgraphs/stats
# A new volume takes the owner of the folder that it covers.
USER root
RUN install -d -o node -g node /exports
USER node
VOLUME /exports
EXPOSE 4003
CMD ["node", "subgraphs/stats/src/main.ts"]

FROM service AS gateway
ENV PORT=4000
COPY --from=gateway-packages /app ./
COPY --from=build /app/packages packages
COPY --from=build /app/supergraph.graphql supergraph.graphql
COPY --from=build /app/docs/schema.graphql docs/schema.graphql
COPY --from=build /app/gateway gateway
COPY --from=build /app/web/dist web/dist
EXPOSE 4000
CMD ["node", "gateway/src/main.ts"]
