/** The server of a class, and its door. */
export const serve = {
  options:
    'Options: --class FILE, --listen ADDRESS:PORT, --cert FILE, --key FILE, --hours N, --links FILE, --fresh, --json',
  listenRule: ({ given }: { given: string }) =>
    `--listen takes an address of this machine and a port, such as 192.168.1.10:8443 or 0.0.0.0:8443, not '${given}'`,
  hoursRule: ({ given }: { given: string }) => `--hours takes a whole number from 1 to 240, not '${given}'`,
  bothFiles: 'give --cert and --key together',
  aPemFile: 'a PEM file',
  noSuchFile: ({ file }: { file: string }) => `File not found: ${file}`,
  badCertificate: ({ cert, key }: { cert: string; key: string }) =>
    `${cert} and ${key} are not a certificate and the key that belongs to it, in PEM`,
  badCertificateRemedy: 'Give both as PEM files, the key without a passphrase.',
  noWindow: ({ dir }: { dir: string }) => `${dir} has no window for classes`,
  portTaken: ({ address, code }: { address: string; code: string }) => `Can't listen on ${address}: ${code}`,
  portTakenRemedy: 'Choose another address or port with --listen.',
  notKept: ({ reason }: { reason: string }) => `Who sits where could not be saved: ${reason}`,

  serves: ({ class: name, until }: { class: string; until: string }) => `Class ${name} is open until ${until}.`,
  forStudents: ({ address, code }: { address: string; code: string }) => `Students: ${address}   code ${code}`,
  fingerprint: ({ fingerprint }: { fingerprint: string }) => `Certificate, SHA-256: ${fingerprint}`,
  ownCertificate:
    'Browsers do not know this certificate and warn once; before going on, students compare the fingerprint with this one.',
  forInstructor: ({ link }: { link: string }) =>
    `The wall, for whoever leads the class (valid once, for ten minutes): ${link}`,
  onlyHere: 'Only this machine can connect. For others, give an address of this machine with --listen.',
  linksWritten: ({ file, count }: { file: string; count: number }) =>
    `${count} links, one for each seat and valid once, are in ${file}. Only you can read it.`,
  another: 'Enter: another link to the wall. Ctrl-C: stop; the same command continues with everybody in their seat.',
  anotherPlain: 'Ctrl-C: stop; the same command continues with everybody in their seat.',
  tooManyGuesses: ({ address }: { address: string }) =>
    `Too many wrong codes from ${address}: it has to wait up to ten minutes.`,
  stops: 'The class is closed; everybody keeps their seat.',
  over: 'The class is over: all seats, links and codes are void.',

  title: ({ class: name }: { class: string }) => `Join ${name}`,
  hello: 'Type the code that your instructor shows, and the name under which you want to be seen.',
  helloLink: ({ seat }: { seat: string }) =>
    `This link is for the seat ${seat}. Under which name do you want to be seen?`,
  helloInstructor: 'This link leads to the wall of the class.',
  code: 'Code',
  name: 'Your name',
  join: 'Join',
  openWall: 'Open the wall',
  check: 'This page should have a certificate with this SHA-256 fingerprint, as your instructor shows it:',
  joinedAlready: 'Joined already? Open your window.',
  wrong: 'That code or link is not valid, or was used already.',
  full: 'All seats are taken. Ask your instructor for a link.',
  noName: 'Type a name with at least one letter or digit.',
  wait: 'Too many wrong tries. Wait ten minutes, or ask your instructor for help.',
};
