/** The bytes between one window and one terminal: a binary WebSocket or a MessagePort, as a shell makes it. */
export interface ByteChannel {
  send(frame: Uint8Array): void;
  /** Ends it; `onClosed` is told. */
  close(): void;
  onFrame(listener: (frame: Uint8Array) => void): void;
  onClosed(listener: () => void): void;
}
