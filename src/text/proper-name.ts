// Names of systems and of families of providers as their makers write them; the same in every language.

const NAMES: Readonly<Record<string, string>> = {
  ios: 'iOS',
  macos: 'macOS',
  gmx: 'GMX',
  aol: 'AOL',
  ovh: 'OVHcloud',
  mailru: 'Mail.ru',
  qq: 'QQ',
  'mailbox-org': 'mailbox.org',
}

/** An id that nobody has listed begins with a capital. */
export function properName(id: string): string {
  return NAMES[id] ?? id.charAt(0).toUpperCase() + id.slice(1)
}
