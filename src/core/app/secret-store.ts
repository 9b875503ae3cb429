/** A keychain that a shell lends to core. What it keeps rests encrypted, under a key that the system guards. */
export interface SecretStore {
  /** False where the system would keep secrets in the clear: then none is kept. */
  usable(): Promise<boolean>;
  get(name: string): Promise<string | undefined>;
  set(name: string, secret: string): Promise<void>;
  delete(name: string): Promise<void>;
}
