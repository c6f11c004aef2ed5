// Messages that lie in the lab's mailboxes from the start: always the same for the same address.

export function sample(address: string, i: number): Buffer {
  const host = address.slice(address.lastIndexOf('@') + 1)
  return Buffer.from(
    [
      `Message-ID: <sample-${i}@${host}>`,
      `Date: ${new Date(Date.UTC(2026, 10, i, 9, 30)).toUTCString().replace('GMT', '+0000')}`,
      'From: Paul Martin <paul@selfhost.example>',
      `To: ${address}`,
      `Subject: Lettre ${i}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      `Bonjour, ceci est la lettre ${i} du laboratoire. À bientôt !`,
      '',
    ].join('\r\n'),
  )
}

export function heavy(address: string, kb: number): Buffer {
  const head = `Message-ID: <heavy@lab>\r\nFrom: scanner@selfhost.example\r\nTo: ${address}\r\nSubject: Photos\r\n\r\n`
  return Buffer.concat([
    Buffer.from(head),
    Buffer.alloc(Math.max(0, kb * 1024 - head.length), 'lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-lab-\r\n'),
  ])
}
