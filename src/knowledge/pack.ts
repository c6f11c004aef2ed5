// Tables of domains on disk: domains with the same facts share one entry, which is a third of the bytes.

export type Pack<T> = Omit<T, 'domain'> & { readonly domains: readonly string[] }

/** In the order of the rows, so that the same rows give the same bytes. */
export function pack<T extends { readonly domain: string }>(rows: readonly T[]): readonly Pack<T>[] {
  const packs = new Map<string, { domains: string[] }>()
  for (const { domain, ...facts } of rows) {
    const key = JSON.stringify(facts)
    const same = packs.get(key)
    if (same === undefined) packs.set(key, { ...facts, domains: [domain] })
    else same.domains.push(domain)
  }
  return [...packs.values()] as unknown as readonly Pack<T>[]
}

export function unpack<T extends { readonly domains: readonly string[] }>(
  packs: readonly T[],
): (Omit<T, 'domains'> & { domain: string })[] {
  return packs.flatMap(({ domains, ...facts }) => domains.map((domain) => ({ domain, ...facts })))
}
