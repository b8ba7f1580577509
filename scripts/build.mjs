// `npm run build`: what `npm start` would do once, ahead of time (for an image).
import { ensureBuild, ensureInstalled, ensurePrismaClient } from "./setup.mjs";

await ensureInstalled();
await ensurePrismaClient();
await ensureBuild();
