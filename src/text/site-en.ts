// Words of the generated site. `site-fr.ts` must have the same shape.

export const siteEn = {
  name: 'What opens a mailbox',
  tagline: 'What every mail provider takes from mail apps today, since when, and what changes next. Dated and sourced.',
  otherLang: 'Français',
  skip: 'Skip to the content',
  nav: { label: 'Pages', providers: 'Providers', changes: 'Changes', apps: 'Apps' },
  soon: 'Coming soon',
  noneComing: 'No dated change is known to come.',
  providersTitle: 'Providers',
  providersIntro: (n: number, day: string) =>
    `${n} providers, as of ${day}. Find yours by its name, or by what stands after the @ of your address.`,
  letters: 'Jump to a letter',
  column: {
    provider: 'Provider',
    next: 'Next change',
    checked: 'Checked',
    protocol: 'Protocol',
    opens: 'What opens it',
    servers: 'Server',
    app: 'App',
  },
  legend: 'How to read it',
  explain: {
    oauth: 'OAuth: the app opens the provider’s own sign-in window; no password is typed in the app.',
    'app-password': 'App password: a password made for one app in the account’s settings.',
    password: 'Password: the account’s own password.',
    sometimes: 'In some cases: it depends on the account, the organisation or the app.',
  },
  inSomeCases: 'in some cases',
  closed: 'nothing',
  timeline: 'What changed, and what will',
  today: 'Today',
  domains: (n: number) => (n === 1 ? 'Its domain' : `Its ${n} domains`),
  more: (n: number) => `and ${n} more`,
  data: 'The same as data',
  changesTitle: 'Changes',
  changesIntro: 'Dated changes at providers: what is coming, then what happened.',
  calendar: 'Calendar of the coming changes (iCalendar)',
  appsTitle: 'Apps and OAuth',
  appsIntro:
    'Whose sign-in window (OAuth) an app can open, since which version or day. “No” means that the app can only send a password; a dash means that nobody has looked.',
  notes: 'Notes',
  notLooked: 'not known',
  ended: (day: string) => `ended ${day}`,
  footer: (day: string) => `Made from the knowledge of Sésame as it stood on ${day}. No script, no cookie, no request to anyone else.`,
  licence: 'Facts and texts: MIT licence.',
  choose: 'Choose your language',
  back: 'All providers',
}

export type SiteText = typeof siteEn
