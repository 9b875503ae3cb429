/** Installs the dependencies of a folder as its lock names them. */
export function install(root: string): Promise<void>;
