import { describe, expect, test } from 'vitest'
import { mayReach } from './addresses.ts'

describe('addresses that notifications must not go to', () => {
  test.each([
    ...['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '0.0.0.0'],
    ...['100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.0.2.1'],
    ...['fd00::1', 'fe80::1', 'fec0::1', 'ff02::1', '::', '::ffff:10.0.0.1', '::ffff:127.0.0.1'],
    ...['::127.0.0.1', '64:ff9b::a00:1', '2002:a00:1::1', '2001:db8::1', 'fd00:ec2::254'],
    ...['localhost', '', '1.2.3', '0x7f.1'],
  ])('%s', (address) => {
    expect(mayReach(address, 'public')).toBe(false)
    expect(mayReach(address, 'public-and-loopback')).toBe(false)
  })

  test.each(['127.0.0.1', '127.8.9.10', '::1'])('%s, unless this machine is allowed', (address) => {
    expect(mayReach(address, 'public')).toBe(false)
    expect(mayReach(address, 'public-and-loopback')).toBe(true)
  })

  test.each(['1.1.1.1', '52.94.133.131', '2606:4700::1111', '172.15.0.1', '172.32.0.1'])(
    '%s is public',
    (address) => expect(mayReach(address, 'public')).toBe(true),
  )
})
