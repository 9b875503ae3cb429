export function bundleLanguages(): { name: string; load(id: string): string | undefined };
