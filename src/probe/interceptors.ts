// Who signs certificates in somebody else's name: antivirus programs, company gateways, parental filters, debugging proxies. Recognised by the names in the issuer.

export type InterceptorKind = 'antivirus' | 'company' | 'filter' | 'developer'

export interface Interceptor {
  readonly name: string
  readonly kind: InterceptorKind
  /** On the issuer's common name, organisation and unit, joined by ` / `. */
  readonly issuer: RegExp
}

export const INTERCEPTORS: readonly Interceptor[] = [
  { name: 'Avast', kind: 'antivirus', issuer: /\bavast\b/i },
  { name: 'AVG', kind: 'antivirus', issuer: /\bavg (technologies|web\/mail|antivirus)/i },
  { name: 'Avira', kind: 'antivirus', issuer: /\bavira\b/i },
  { name: 'Bitdefender', kind: 'antivirus', issuer: /\bbitdefender\b/i },
  { name: 'Bullguard', kind: 'antivirus', issuer: /\bbullguard\b/i },
  { name: 'Dr.Web', kind: 'antivirus', issuer: /\bdr\.?\s?web\b/i },
  { name: 'Emsisoft', kind: 'antivirus', issuer: /\bemsisoft\b/i },
  { name: 'ESET', kind: 'antivirus', issuer: /\beset\b/i },
  { name: 'F-Secure', kind: 'antivirus', issuer: /\bf-secure\b/i },
  { name: 'G DATA', kind: 'antivirus', issuer: /\bg ?data (mail|web|antivirus|software)/i },
  { name: 'Kaspersky', kind: 'antivirus', issuer: /\bkaspersky\b/i },
  { name: 'McAfee', kind: 'antivirus', issuer: /\bmcafee\b/i },
  { name: 'Norton', kind: 'antivirus', issuer: /\b(norton (web|antivirus|security|360)|nortonlifelock)/i },
  { name: 'Panda', kind: 'antivirus', issuer: /\bpanda security\b/i },
  { name: 'Quick Heal', kind: 'antivirus', issuer: /\bquick ?heal\b/i },
  { name: 'Sophos', kind: 'antivirus', issuer: /\bsophos\b/i },
  { name: 'Trend Micro', kind: 'antivirus', issuer: /\btrend ?micro\b/i },
  { name: 'Barracuda', kind: 'company', issuer: /\bbarracuda\b/i },
  { name: 'Blue Coat', kind: 'company', issuer: /\b(blue ?coat|proxysg)\b/i },
  { name: 'Cato Networks', kind: 'company', issuer: /\bcato networks\b/i },
  { name: 'Check Point', kind: 'company', issuer: /\bcheck ?point\b/i },
  { name: 'Cisco Umbrella', kind: 'company', issuer: /\b(cisco umbrella|opendns)\b/i },
  { name: 'Cloudflare Gateway', kind: 'company', issuer: /\b(gateway ca - cloudflare|cloudflare (for teams|gateway))/i },
  { name: 'Forcepoint', kind: 'company', issuer: /\b(forcepoint|websense)\b/i },
  { name: 'Fortinet', kind: 'company', issuer: /\b(fortinet|fortigate)\b/i },
  { name: 'iboss', kind: 'company', issuer: /\biboss\b/i },
  { name: 'Netskope', kind: 'company', issuer: /\b(netskope|goskope)\b/i },
  { name: 'Palo Alto Networks', kind: 'company', issuer: /\bpalo ?alto\b/i },
  { name: 'pfSense', kind: 'company', issuer: /\b(pfsense|opnsense|squid[- ]?(ca|proxy))\b/i },
  { name: 'SonicWall', kind: 'company', issuer: /\bsonicwall\b/i },
  { name: 'Stormshield', kind: 'company', issuer: /\bstormshield\b/i },
  { name: 'Untangle', kind: 'company', issuer: /\buntangle\b/i },
  { name: 'WatchGuard', kind: 'company', issuer: /\b(watchguard|fireware)\b/i },
  { name: 'Zscaler', kind: 'company', issuer: /\bzscaler\b/i },
  { name: 'AdGuard', kind: 'filter', issuer: /\badguard\b/i },
  { name: 'Lightspeed', kind: 'filter', issuer: /\blightspeed (rocket|systems)\b/i },
  { name: 'Net Nanny', kind: 'filter', issuer: /\b(net ?nanny|contentwatch)\b/i },
  { name: 'Qustodio', kind: 'filter', issuer: /\bqustodio\b/i },
  { name: 'Securly', kind: 'filter', issuer: /\bsecurly\b/i },
  { name: 'Smoothwall', kind: 'filter', issuer: /\bsmoothwall\b/i },
  { name: 'Superfish', kind: 'filter', issuer: /\b(superfish|komodia|netfiltersdk)\b/i },
  { name: 'Burp', kind: 'developer', issuer: /\bportswigger\b/i },
  { name: 'Charles', kind: 'developer', issuer: /\bcharles proxy\b/i },
  { name: 'Fiddler', kind: 'developer', issuer: /\bfiddler/i },
  { name: 'mitmproxy', kind: 'developer', issuer: /\bmitmproxy\b/i },
]

/** The interceptor that these issuer names give away, or null. */
export function interceptorOf(issuer: string): Interceptor | null {
  return INTERCEPTORS.find((known) => known.issuer.test(issuer)) ?? null
}
