export function bundleOf(root: string, script: string): Promise<string>;
