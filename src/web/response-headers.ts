import { windowHeaders } from '../core/app/router/window-files.ts';

/** Headers of every answer. */
export function responseHeaders(host: string, socket: 'ws' | 'wss' = 'ws'): Record<string, string> {
  return {
    ...windowHeaders([`${socket}://${host}`]),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), display-capture=()',
    'X-Frame-Options': 'DENY',
  };
}
