export const gates = {
  tooLarge: ({ what, limit }: { what: string; limit: string }) =>
    `${what.charAt(0).toUpperCase()}${what.slice(1)} is too large for the app to read: more than ${limit}.`,
  tooLargeRemedy: 'Check it yourself; it is not what the app expects there.',
  bytes: ({ bytes }: { bytes: number }) => `${bytes} bytes`,
  lines: ({ lines }: { lines: number }) => `${lines} lines`,
  levels: ({ most }: { most: number }) => `${most} levels deep`,
  notRegular: ({ file, what }: { file: string; what: string }) => `${file} (${what}) is not a regular file.`,
  notRegularRemedy: 'Give a regular file; devices, pipes and folders are not read.',
  notWritten: ({ file, code }: { file: string; code: string }) => `${file} could not be written: ${code}`,
  notWrittenRemedy: 'Check that the disk has space and that you own the folder.',
  ownFile: 'a file of the app’s own',
  notJson: 'not JSON',
  doesNotValidate: 'does not validate',
  brokenRemedy: 'Fix it, or move it away to start over.',
  notRead: ({ file, why }: { file: string; why: string }) => `${file} could not be read: ${why}`,
  noAnswer: ({ what, seconds }: { what: string; seconds: number }) => `${what} did not answer within ${seconds} s.`,
  cancelledWaiting: ({ what }: { what: string }) => `Cancelled while waiting for ${what}.`,
};
