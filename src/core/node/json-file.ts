/** Keys that the lab writes into daemon.json. */
export const clusterKeys = ['cluster-store', 'cluster-advertise'] as const;

/**
 * The text of a JSON object with some keys set, or removed where the value is undefined. Other keys, their order,
 * and the indentation stay. Returns undefined where the text is no JSON object.
 */
export function editJsonObject(text: string, changes: Record<string, string | undefined>): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.trim() === '' ? '{}' : text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const object = value as Record<string, unknown>;
  for (const [key, wanted] of Object.entries(changes)) {
    if (wanted === undefined) delete object[key];
    else object[key] = wanted;
  }
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  return `${JSON.stringify(object, null, indent)}\n`;
}

/** daemon.json as someone else left it, with the lab's keys as they were before the lab. */
export function withoutOurKeys(now: Uint8Array, beforeBase64: string | undefined): string | undefined {
  let before: Record<string, unknown> | null = {};
  try {
    if (beforeBase64) before = JSON.parse(Buffer.from(beforeBase64, 'base64').toString('utf8') || '{}');
  } catch {
    return undefined;
  }
  if (before === null) return undefined;
  const wanted = clusterKeys.map((key) => [key, typeof before[key] === 'string' ? before[key] : undefined]);
  return editJsonObject(Buffer.from(now).toString('utf8'), Object.fromEntries(wanted));
}
