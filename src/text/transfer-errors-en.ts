// What can stop a transfer before or while it runs, in English: what happened, and what to do next. `transfer-errors-fr.ts` must have the same shape.

type Args = Readonly<Record<string, string | number>>

/** Why nobody answers. */
const UNREACHED: Readonly<Record<string, string>> = {
  'dns-nxdomain': 'there is no such name',
  'dns-none': 'the name servers do not answer',
  'dns-nodata': 'its name leads to no address',
  'dns-timeout': 'the name servers do not answer',
  'dns-servfail': 'its name could not be looked up',
  refused: 'nothing listens there',
  timeout: 'no answer came',
  reset: 'the line was cut at once',
  unreachable: 'no way leads there',
  tls: 'no encrypted connection could be made',
  'connection-closed': 'it hung up at once',
  'timed-out': 'it answered too slowly',
  'protocol-broken': 'what answers there is no mail server',
}

export const transferErrorsEn = {
  'address-secret': () => ({
    what: 'A password does not belong in an address: everybody on this computer can read a command line. Nothing was sent.',
    next: 'Leave it out. It is asked for, hidden, or read from standard input with --password-stdin. Change that password if others may have seen it.',
  }),
  'side-secret': (a: Args) => ({
    what: `A password or sign-in is needed for ${a.label}, and nobody here can be asked.`,
    next: 'Keep it first (sesame login ADDRESS, or sesame vault add password/ADDRESS), or give it with --password-stdin: one line for each mailbox, FROM first.',
  }),
  'sign-in-wanted': (a: Args) => ({
    what: `${a.provider} takes no password from ${a.address}: only a sign-in on its own page opens the mailbox.`,
    next: `Sign in once, then do the same again: sesame login ${a.address}.`,
  }),
  'side-refused': (a: Args) => ({
    what: `${a.label} let nobody in: “${a.said}”. It was not tried again.`,
    next: `For the cause and the steps: sesame doctor ${a.label}. Then the same command again.`,
  }),
  'side-unreachable': (a: Args) => ({
    what: `${a.host} (port ${a.port}) cannot be reached for ${a.label}: ${UNREACHED[a.why as string] ?? a.why}.`,
    next: `See what stands in the way: sesame probe ${a.label}.`,
  }),
  'transfer-same': (a: Args) => ({
    what: `Both ends are the same mailbox: ${a.label}. Nothing was done.`,
    next: 'Name another mailbox or folder as the target.',
  }),
  'transfer-unknown': (a: Args) => ({
    what: `No transfer is known as “${a.text}”.`,
    next: 'See those that are: sesame transfers.',
  }),
  'transfer-running': (a: Args) => ({
    what: `This transfer is running already, in another window or service (${a.file}).`,
    next: 'Let it finish, or stop it there with Ctrl-C; it can be taken up again at any time.',
  }),
}
