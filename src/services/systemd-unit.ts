// The unit of systemd: the person's own or the machine's, closed as far as a program that speaks to the network and to SQLite can be (systemd.exec(5)).

import { marked, type Service, type ServicePlan } from './service-plan.ts'

export const unitName = ({ name }: Service): string => `sesame-${name}.service`
/** Where the machine's own services find their vault's passphrase. */
export const SYSTEM_PASSPHRASE = '/etc/sesame/vault-passphrase'
const CREDENTIAL = 'vault-passphrase'
/** One for all of them: they share the data, and systemd gives StateDirectory= to whoever started last. Units of the same name have the same number. */
const USER = 'sesame'

export function systemdUnit(plan: ServicePlan): string {
  const system = plan.kind === 'systemd-system'
  const { service, passphrase, lowPorts, graceSeconds } = plan
  const data = system ? '%S/sesame' : plan.data
  const inHome = system && [plan.program, plan.node].some((path) => /^\/(home|root|run\/user)\//.test(path))
  const section = (name: string, lines: readonly (string | false)[]) =>
    [`[${name}]`, ...lines.filter((line) => line !== false), ''].join('\n')
  return marked(
    service,
    [
      section('Unit', [
        `Description=${service.title}`,
        'Documentation=man:sesame(1)',
        'After=network-online.target',
        system && 'Wants=network-online.target',
        'StartLimitIntervalSec=300',
        'StartLimitBurst=10',
      ]),
      section('Service', [
        ...(service.speaks
          ? ['Type=notify', '# systemd-notify, a child of it, says that it is ready.', 'NotifyAccess=all']
          : ['Type=exec']),
        `ExecStart=${[plan.node, ...service.flags, plan.program, ...service.command, ...plan.args].map(quoted).join(' ')}`,
        service.speaks && 'ExecReload=/bin/kill -HUP $MAINPID',
        'Restart=on-failure',
        `RestartSec=${service.restartSeconds}`,
        '# Wrong settings do not mend by themselves.',
        'RestartPreventExitStatus=2',
        '# It ends in order by itself; the second signal ends what is left.',
        'KillMode=mixed',
        `TimeoutStopSec=${Math.ceil(graceSeconds) + 20}`,
        service.speaks && 'WatchdogSec=120',
        `Environment=${quoted(`SESAME_DATA=${data}`)}`,
        ...Object.entries(plan.environment).map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`),
        ...(passphrase === null
          ? []
          : [`LoadCredential=${CREDENTIAL}:${specifierFree(passphrase)}`, `Environment=SESAME_VAULT_PASSPHRASE_FILE=%d/${CREDENTIAL}`]),
        ...(system ? ['DynamicUser=yes', `User=${USER}`, 'StateDirectory=sesame', 'StateDirectoryMode=0700'] : []),
        '',
        '# Closed from here on. MemoryDenyWriteExecute= cannot be: V8 writes machine code while it runs.',
        'UMask=0077',
        'NoNewPrivileges=yes',
        'LockPersonality=yes',
        'RestrictRealtime=yes',
        'RestrictSUIDSGID=yes',
        'RestrictNamespaces=yes',
        'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK',
        'SystemCallArchitectures=native',
        'SystemCallFilter=@system-service',
        'SystemCallFilter=~@privileged @resources',
        'SystemCallErrorNumber=EPERM',
        ...(system
          ? SYSTEM_ONLY(lowPorts, inHome)
          : ['# What needs a mount namespace is left to the machine’s own service: not every system lets a person have one.']),
      ]),
      section('Install', [`WantedBy=${system ? 'multi-user.target' : 'default.target'}`]),
    ].join('\n'),
    (text) => `# ${text}`,
  )
}

const SYSTEM_ONLY = (lowPorts: boolean, inHome: boolean): readonly string[] => [
  'ProtectSystem=strict',
  // The program itself may lie there.
  inHome ? 'ProtectHome=read-only' : 'ProtectHome=yes',
  'PrivateTmp=yes',
  'PrivateDevices=yes',
  'DevicePolicy=closed',
  'ProtectClock=yes',
  'ProtectControlGroups=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'ProtectKernelModules=yes',
  'ProtectKernelTunables=yes',
  'ProtectProc=invisible',
  'RemoveIPC=yes',
  'KeyringMode=private',
  // A namespace of its own users would take the right to low ports away again.
  ...(lowPorts
    ? ['AmbientCapabilities=CAP_NET_BIND_SERVICE', 'CapabilityBoundingSet=CAP_NET_BIND_SERVICE']
    : ['CapabilityBoundingSet=', 'AmbientCapabilities=', 'PrivateUsers=yes', 'SocketBindDeny=ipv4:1-1023', 'SocketBindDeny=ipv6:1-1023']),
]

/** systemd.service(5), “Command lines”: `%` and `$` mean something, and so do quotes, backslashes and control characters. */
function quoted(text: string): string {
  // `%S`, `%d` are ours.
  const safe = text.replace(/%(?![Sd]\/)/g, '%%').replaceAll('$', '$$$$')
  if (/^[\w@%+=:,./[\]-]+$/.test(safe)) return safe
  const plain = safe.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line end in a path must not begin a line of the unit
  return `"${plain.replace(/[\u0000-\u001f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`
}

const specifierFree = (path: string) => path.replaceAll('%', '%%').replace(/[\r\n]/g, '')
