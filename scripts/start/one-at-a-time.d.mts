export function oneAtATime<T>(socket: string, work: () => Promise<T>, waiting: () => void): Promise<T>;
