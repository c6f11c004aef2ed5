// Words of a command that becomes a service of the machine, in English. `service-fr.ts` must have the same shape.

export const serviceEn = {
  written: (file: string) => `Written: ${file}`,
  next: 'Then:',
  passphrase: 'The service opens the vault with its passphrase from a file that only it can read. Write it there (typed, not echoed):',
  removed: (file: string) => `Removed: ${file}`,
  goesOn: 'What runs goes on until you stop it:',
  nothing: (file: string) => `There is no ${file}. Nothing was changed.`,
  foreign: (file: string) => `${file} was not written by Sésame, or was changed since. Nothing was changed; --force does it all the same.`,
  hardened:
    'Every protection of systemd that fits is on; MemoryDenyWriteExecute is not, because the JavaScript engine makes machine code as it runs.',
  inHome: (path: string) =>
    `The program is in ${path}: the unit may read home folders for that. Installed elsewhere (npm install --global), it need not.`,
  verified: 'systemd-analyze verify finds nothing wrong with it.',
  exposure: (level: string) => `systemd-analyze security: ${level} (0 is closed, 10 is open).`,
}
