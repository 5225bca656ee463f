import { createServer, connect as dial, type Socket } from 'node:net'

/** What becomes of a statement on its way to the server. */
export type Fate =
  /** It goes there and its answer comes back. */
  | 'pass'
  /** The connection is cut before it gets there. */
  | 'lost'
  /** The server does it, then the connection is cut before the answer gets back. */
  | 'unanswered'

export interface Wire {
  /** The same address, but through the wire. */
  readonly url: string
  /** Lets nobody in any more, as a server that is gone; who is in already stays. */
  refuse(): void
  close(): Promise<void>
}

export interface FaultyWire extends Wire {
  /** Statements that were sent through, counted. */
  readonly sent: number
}

/**
 * A wire to PostgreSQL that breaks where it is told: `fate` is asked for every statement, with its
 * number from 1 and its text (empty for a prepared one). A statement's connection breaks, and only
 * that one.
 */
export async function faultyWire(
  url: string,
  fate: (n: number, text: string) => Fate,
): Promise<FaultyWire> {
  let sent = 0
  const wire = await openWire(url, ({ client, upstream, cut }) => {
    let isDoomed = false
    const forth = messages({ hasStartup: true }, (type, message) => {
      if (type === 'Q' || type === 'E') {
        sent += 1
        const decided = fate(
          sent,
          type === 'Q' ? message.toString('utf8', 5, message.length - 1) : '',
        )
        if (decided === 'lost') cut()
        if (decided === 'unanswered') isDoomed = true
      }
      upstream.write(message)
    })
    const back = messages({ hasStartup: false }, (type, message) => {
      // The server is ready again: what it was asked has been done.
      if (isDoomed && type === 'Z') cut()
      else if (!isDoomed) client.write(message)
    })
    client.on('data', forth)
    upstream.on('data', back)
  })
  return {
    ...wire,
    get sent() {
      return sent
    },
  }
}

/**
 * A wire on which the server ends every connection right after the login, both told in one piece:
 * so it arrives at a client that was busy. `end` ends the server's process of this number.
 */
export const wireEndedAtLogin = (
  url: string,
  end: (pid: number) => Promise<unknown>,
): Promise<Wire> =>
  openWire(url, ({ client, upstream }) => {
    let pid = 0
    let held: Buffer | undefined
    client.pipe(upstream)
    const back = messages({ hasStartup: false }, (type, message) => {
      if (type === 'K') pid = message.readInt32BE(5)
      if (held) client.write(Buffer.concat([held, message]))
      else if (type !== 'Z') client.write(message)
      else {
        held = message
        void end(pid)
      }
    })
    upstream.on('data', back)
  })

interface Joined {
  readonly client: Socket
  readonly upstream: Socket
  /** Ends both. */
  cut(): void
}

/** Takes connections for the server at `url`, and leaves to `join` what goes through. */
async function openWire(url: string, join: (joined: Joined) => void): Promise<Wire> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = dial(Number(port), hostname)
    const cut = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true).on('error', cut).on('close', cut)
    }
    join({ client, upstream, cut })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  const through = new URL(url)
  through.port = String(address.port)
  return {
    url: through.href,
    refuse: () => void server.close(),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Cuts a stream into the protocol's messages: a type, four bytes of length, a body. */
function messages(
  { hasStartup }: { readonly hasStartup: boolean },
  take: (type: string, message: Buffer) => void,
): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  // The first message of a client has no type.
  let typeLength = hasStartup ? 0 : 1
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      if (rest.length < typeLength + 4) return
      const length = typeLength + rest.readInt32BE(typeLength)
      if (rest.length < length) return
      const message = rest.subarray(0, length)
      rest = rest.subarray(length)
      take(typeLength === 0 ? '' : String.fromCharCode(message[0] as number), message)
      typeLength = 1
    }
  }
}
