// What may stop `sesame collect`, in English. `collect-errors-fr.ts` must have the same shape.

type Args = Readonly<Record<string, string | number>>

export const collectErrorsEn = {
  'collection-unknown': (a: Args) => ({
    what: `Nothing is collected under the name “${a.name}”.`,
    next: 'See what is: sesame collect list.',
  }),
  'collection-exists': (a: Args) => ({
    what: `Something is collected under the name “${a.name}” already. Nothing was changed.`,
    next: `Choose another name with --label, or take that one away first: sesame collect remove ${a.name}.`,
  }),
  'collection-running': (a: Args) => ({
    what: `“${a.name}” is being collected already, in another window or by a service.`,
    next: 'Let it go on, or stop it there with Ctrl-C. What it does: sesame collect status.',
  }),
  'collection-pop3-junk': (a: Args) => ({
    what: `By POP the junk folder of ${a.from} cannot be seen: POP knows the inbox only. Nothing was set up.`,
    next: 'Collect by IMAP (without --protocol pop3), or leave --junk away and look into the junk folder at the provider now and then.',
  }),
  'collection-server': (a: Args) => ({
    what: `“${a.text}” is no mailbox on a server. Collecting goes from a mailbox by IMAP or POP into a mailbox by IMAP.`,
    next: 'Name an address, or imaps://NAME@HOST. For files there are sesame copy and sesame backup.',
  }),
}
