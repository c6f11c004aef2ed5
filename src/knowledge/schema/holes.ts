// The holes that sentences and steps may have; the guide and the judgement fill them.

const PER_PROTOCOL = ['imap', 'pop3', 'smtp'].flatMap((p) => [`user.${p}`, `${p}.host`, `${p}.port`, `${p}.security`])

export const HOLES: ReadonlySet<string> = new Set([
  'provider',
  'client',
  'address',
  'domain',
  'protocol',
  'host',
  'port',
  'since',
  'date',
  ...PER_PROTOCOL,
  'appPassword.name',
  'appPassword.url',
  'appPassword.path',
  'appPassword.max',
  'switch.where',
  'reset.where',
  'log.where',
  'webmail',
])

/** The names between braces that nothing can fill. `{task: x}` and `{when: ...}` are read elsewhere and are no holes. */
export function unknownHoles(text: string): readonly string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map((m) => m[1]!).filter((name) => !HOLES.has(name))
}
