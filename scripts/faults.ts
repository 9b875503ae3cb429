/** `npm run test:faults`: kills and faults on real nodes, with a table; see docs/reliability.md. */
await import('../test/faults/run.ts');
