import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';

// Loaded into the app by the bench: notes what nodes are asked, and when, a line of JSON each.
const file = process.env.OVERLAY_LAB_BENCH_ASKED;
subscribe('overlay-lab.asked', ({ node, what }) => {
  const at = performance.timeOrigin + performance.now();
  if (file) appendFileSync(file, `${JSON.stringify({ at, node, what })}\n`);
});
