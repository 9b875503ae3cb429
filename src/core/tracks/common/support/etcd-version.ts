import { texts, type Words } from '../../../../shared/texts/text.ts';
export type EtcdChoice =
  | {
      ok: true;
      path: string;
      version: string /** 3.4 and 3.5 answer the v2 API only with --enable-v2. */;
      enableV2: boolean;
    }
  | { ok: false; reason: Words; diagnosis?: number };

/** Docker's libkv speaks etcd's v2 API: 2.2 (the tutorial's) to 3.5 have it, 3.6 dropped it. */
export function etcdChoice(found: readonly { path: string; version: string }[]): EtcdChoice {
  const reasons: { reason: Words; diagnosis?: number }[] = [];
  // The lab's own upload is listed last and wins: someone chose it.
  for (const { path, version } of [...found].reverse()) {
    const [major = Number.NaN, minor = Number.NaN] = version.split('.').map(Number);
    if (Number.isNaN(major) || Number.isNaN(minor)) reasons.push({ reason: texts.tracks.etcdVersionUnknown({ path }) });
    else if (major > 3 || (major === 3 && minor >= 6))
      reasons.push({
        reason: texts.tracks.etcdTooNew({ version }),
        diagnosis: 4,
      });
    else if (major < 2 || (major === 2 && minor < 2)) reasons.push({ reason: texts.tracks.etcdTooOld({ version }) });
    else return { ok: true, path, version, enableV2: major === 3 && minor >= 4 };
  }
  return { ok: false, ...(reasons[0] ?? { reason: texts.tracks.etcdMissing }) };
}
