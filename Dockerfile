FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# As the launcher does it: the versions of the lock file, which need not name the packages of every system.
RUN npm install --no-save --include=dev --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY core core
COPY web web
RUN npx vite build --config web/vite.config.ts && npm prune --omit=dev --ignore-scripts

FROM node:20.20.2-bookworm-slim
# Case sheets on paper need a font with Chinese.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
WORKDIR /app
COPY package.json tsconfig.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/web/dist web/dist
COPY core core
COPY db db
COPY actions actions
COPY server server
COPY workers workers
COPY cli cli
# Photos lie here; a volume that is mounted over it takes the owner from it.
RUN install -d -o node -g node -m 0700 /data
USER node
EXPOSE 8080
CMD ["node", "--import", "tsx", "server/main.ts"]
