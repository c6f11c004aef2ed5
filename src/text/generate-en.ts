// Words of `sesame vault generate` in English. `generate-fr.ts` must have the same shape.

export const generateEn = {
  strength: (bits: string, meaning: string) => `${bits} bits of choice: ${meaning}`,
  meaning: {
    online:
      'enough where a server slows guessing down and locks; too little for anything that can be taken away, such as an encrypted file',
    fair: 'good for a mailbox; weak for an encrypted file that somebody takes away',
    strong: 'good for a mailbox and for an encrypted file',
    lasting: 'nobody guesses it, not even with a stolen file and years of computing',
  },
  saved: (name: string) => `Kept in the vault as ${name}. To see it: sesame vault show ${name}`,
  taken: (name: string) => `The vault keeps something named ${name} already. Nothing was changed.`,
  takenNext: 'Choose another name: it may be the only copy of what opens something.',
  oneToSave: 'One alone can be saved under a name.',
  oneKind: 'Ask for words or for a length, not both.',
  provider: {
    opens: (name: string) => `${name}: apps open the mailbox with the account’s password, so with this one once it is set there.`,
    theirs: (name: string, appPassword: string) =>
      `${name}: this can be the account’s password, for the web. Apps want another, which ${name} makes itself (${appPassword}); it cannot be chosen.`,
    web: (name: string) =>
      `${name}: this can be the account’s password, for the web. No password opens the mailbox in an app: apps sign in by a window of ${name}.`,
    unknown: (name: string) => `${name}: whether a password opens the mailbox in apps is not known.`,
  },
  anAppPassword: 'app password',
}
