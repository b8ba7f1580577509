# One image for web and workers; what it runs is the command: `web` (the default) or `worker`.
# docker build -t rolebridge .
FROM node:24-bookworm-slim AS build
WORKDIR /rolebridge
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund && touch node_modules/.package-lock.json

FROM node:24-bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends tini ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /rolebridge
COPY --from=build --chown=node:node /rolebridge /rolebridge
USER node
# Both AWS and Harness are real; a database and keys must be given.
ENV NODE_ENV=production ROLEBRIDGE_MODE=live HOST=0.0.0.0 PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["node", "scripts/healthy.mjs"]
ENTRYPOINT ["tini", "--", "npm", "run", "--silent"]
CMD ["web"]
