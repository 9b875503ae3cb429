#!/usr/bin/env node
import { start } from '../scripts/start/start.mjs';

await start('src/cli/main.ts', process.argv.slice(2), { quick: true });
