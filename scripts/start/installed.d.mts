/** Whether the node_modules of a folder is what its package-lock.json asks for. */
export function isInstalled(root: string, options: { quick: boolean }): boolean;
