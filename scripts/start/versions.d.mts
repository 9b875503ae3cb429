export const minimum: string;
export function atLeast(version: string, least: string): boolean;
