interface Lock {
  packages?: Record<
    string,
    { version?: string; optional?: boolean; link?: boolean; os?: string[]; cpu?: string[]; libc?: string[] }
  >;
}
export function missingPackages(
  lock: Lock,
  installed: Lock,
  system: { os: string; cpu: string; libc?: string | undefined },
): string[];
