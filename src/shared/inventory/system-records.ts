import { z } from 'zod';
import { defineRecord } from './record-kind.ts';

/** Of a file its content and its mode are two records, since each can change without the other. */
export const files = defineRecord({
  schema: z.union([
    z.strictObject({ path: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    z.strictObject({ path: z.string(), mode: z.string(), owner: z.string() }),
    z.strictObject({ path: z.string(), target: z.string() }),
  ]),
  print(file) {
    if ('sha256' in file) return `${file.path} ${file.sha256}`;
    return 'target' in file ? `${file.path} -> ${file.target}` : `${file.path} mode ${file.mode} ${file.owner}`;
  },
});

type FileRecord = z.infer<typeof files.schema>;

/** True where a file of this path and this content is among the records. */
export const hasContent = (records: readonly FileRecord[], path: string, sha256: string): boolean =>
  records.some((one) => one.path === path && 'sha256' in one && one.sha256 === sha256);

/** `active` and `enabled` in systemd's own words, e.g. `inactive` and `disabled`; empty where it has none. */
export const units = defineRecord({
  schema: z.strictObject({ unit: z.string(), active: z.string(), enabled: z.string() }),
  print: ({ unit, active, enabled }) => `${unit} ${active} ${enabled}`.trimEnd(),
});

/** What is in the directories where etcd and the engine keep their data. */
export const data = defineRecord({
  schema: z.strictObject({ path: z.string() }),
  print: ({ path }) => path,
});

/** Network namespaces of the engine's: overlays', and sandboxes with nobody in them. */
export const namespaces = defineRecord({
  schema: z.strictObject({ name: z.string() }),
  print: ({ name }) => name,
});

/** Where labs keep their notes: others' directories, what a lab did not make in its own, and why that cannot be entered. */
export const labs = defineRecord({
  schema: z.union([
    z.strictObject({ directory: z.string() }),
    z.strictObject({ stranger: z.string() }),
    z.strictObject({ refusal: z.string() }),
  ]),
  print(lab) {
    if ('stranger' in lab) return `${lab.stranger} (left: the lab did not make it)`;
    return 'directory' in lab ? lab.directory : lab.refusal;
  },
});
