/**
 * The bytes of one terminal's channel (a binary WebSocket, or a MessagePort). First byte: the kind.
 * Window → core: 0 input bytes · 1 size (cols, rows as u16, big-endian) · 2 credit: u32 of bytes now on the screen
 * · 3 what was printed up to now could not be drawn: it is not to come again as it was
 * · 4 the keyboard: one word about who has it (u8), and to which question it answers (u32).
 * Core → window: 0 output bytes · 1 end (u8 status, then a UTF-8 reason)
 * · 2 over the shoulder: who looks on, and who has the keyboard (`shoulder.ts`, as JSON).
 * Core sends at most `terminalWindow` bytes that are not acknowledged: so `yes` can fill no memory and Ctrl-C works.
 * Only what was printed before comes at once to a window that is back: it is there already, and bounded.
 */
export const terminalWindow = 512 * 1024;
/** Lines that a window keeps to scroll back to; what core keeps for one that comes back, and may leave out, follows from it. */
export const terminalScrollback = 10_000;

export const frameKind = { bytes: 0, size: 1, credit: 2, undrawable: 3, keyboard: 4, end: 1, shoulder: 2 } as const;

/** `ask` comes from who looks on; `allow` and `deny` from whose terminal it is; `back` ends it from either side. */
export const keyboardWords = ['ask', 'back', 'allow', 'deny'] as const;

export type WindowFrame =
  | { kind: 'input'; bytes: Uint8Array }
  | { kind: 'size'; cols: number; rows: number }
  | { kind: 'credit'; bytes: number }
  | { kind: 'undrawable' }
  | { kind: 'keyboard'; says: (typeof keyboardWords)[number]; question: number };

export type CoreFrame =
  | { kind: 'output'; bytes: Uint8Array }
  | { kind: 'end'; status: number; reason: string }
  | { kind: 'shoulder'; json: string };

export function encodeWindowFrame(frame: WindowFrame): Uint8Array {
  if (frame.kind === 'input') return withKind(frameKind.bytes, frame.bytes);
  if (frame.kind === 'undrawable') return Uint8Array.of(frameKind.undrawable);
  if (frame.kind === 'keyboard') {
    const told = new Uint8Array(6);
    told.set([frameKind.keyboard, keyboardWords.indexOf(frame.says)]);
    new DataView(told.buffer).setUint32(2, frame.question);
    return told;
  }
  const bytes = new Uint8Array(5);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, frame.kind === 'size' ? frameKind.size : frameKind.credit);
  if (frame.kind === 'credit') view.setUint32(1, frame.bytes);
  else {
    view.setUint16(1, frame.cols);
    view.setUint16(3, frame.rows);
  }
  return bytes;
}

/** Undefined for what is no frame of a window: the channel is then closed. */
export function decodeWindowFrame(data: Uint8Array): WindowFrame | undefined {
  if (data[0] === frameKind.bytes) return { kind: 'input', bytes: data.subarray(1) };
  if (data[0] === frameKind.undrawable && data.length === 1) return { kind: 'undrawable' };
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data[0] === frameKind.keyboard) {
    const says = keyboardWords[data[1] ?? keyboardWords.length];
    return says && data.length === 6 ? { kind: 'keyboard', says, question: view.getUint32(2) } : undefined;
  }
  if (data.length !== 5) return undefined;
  if (data[0] === frameKind.credit) return { kind: 'credit', bytes: view.getUint32(1) };
  if (data[0] !== frameKind.size) return undefined;
  const [cols, rows] = [view.getUint16(1), view.getUint16(3)];
  return cols >= 2 && cols <= 1000 && rows >= 1 && rows <= 1000 ? { kind: 'size', cols, rows } : undefined;
}

export function encodeCoreFrame(frame: CoreFrame): Uint8Array {
  if (frame.kind === 'output') return withKind(frameKind.bytes, frame.bytes);
  if (frame.kind === 'shoulder') return withKind(frameKind.shoulder, new TextEncoder().encode(frame.json));
  const reason = new TextEncoder().encode(frame.reason);
  const bytes = new Uint8Array(2 + reason.length);
  bytes.set([frameKind.end, frame.status & 0xff]);
  bytes.set(reason, 2);
  return bytes;
}

export function decodeCoreFrame(data: Uint8Array): CoreFrame | undefined {
  if (data[0] === frameKind.bytes) return { kind: 'output', bytes: data.subarray(1) };
  if (data[0] === frameKind.shoulder) return { kind: 'shoulder', json: new TextDecoder().decode(data.subarray(1)) };
  if (data[0] !== frameKind.end || data.length < 2) return undefined;
  return { kind: 'end', status: data[1] ?? 0, reason: new TextDecoder().decode(data.subarray(2)) };
}

function withKind(kind: number, bytes: Uint8Array): Uint8Array {
  const frame = new Uint8Array(1 + bytes.length);
  frame[0] = kind;
  frame.set(bytes, 1);
  return frame;
}
