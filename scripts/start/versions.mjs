/** The least Node that everything behind the start-up scripts needs: it runs TypeScript as it is. */
export const minimum = '24.15.0';

/** Whether a version such as `v24.21.0` is at least another one. What is no version is never enough. */
export function atLeast(version, least) {
  const [have, want] = [version, least].map((text) => /^v?(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number));
  if (!have || !want) return false;
  const differs = have.findIndex((part, index) => part !== want[index]);
  return differs === -1 || have[differs] > want[differs];
}
