import { Command, Option } from 'commander'
import type { AppOptions, CreateAppOptions } from './commands/apps.ts'
import type { OfferOptions, RefundOptions } from './commands/calc.ts'
import type { AdvanceOptions } from './commands/clock.ts'
import type { ListenOptions } from './commands/listen.ts'
import type { ExportOptions, ImportOptions } from './commands/listings.ts'
import type { ReplayOptions } from './commands/replay.ts'
import type { StartOptions } from './commands/start.ts'
import type { TriggerOptions } from './commands/trigger.ts'
import { LANGUAGES, type Sentence } from './language.ts'
import { ABOUT } from './messages/about.ts'
import type { Terminal } from './terminal.ts'

/**
 * Every command with its arguments. What a command does is loaded when it runs, so that a
 * calculator does not wait for a database driver.
 */
export function buildProgram(terminal: Terminal): Command {
  const about = (name: keyof typeof ABOUT) => ABOUT[name][terminal.language]
  const program = new Command('tamaru')
    .description(about('tamaru'))
    .option('--json', about('json'))
    .addOption(new Option('--lang <language>', about('lang')).choices(LANGUAGES))
    .exitOverride()
    .configureOutput({ writeOut: (text) => void terminal.write(text), writeErr: () => {} })
    .helpOption('-h, --help', about('help'))
    .helpCommand('help [command]', about('help'))
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => HELP_TITLES[title]?.[terminal.language] ?? title,
    })
  program
    .command('start')
    .description(about('start'))
    .option('--port <port>', about('port'))
    .option('--host <address>', about('host'))
    .action(async (options: StartOptions) =>
      (await import('./commands/start.ts')).start(terminal, options),
    )
  addCalc(program, about, terminal)
  addReplay(program, about, terminal)
  addUpkeep(program, about, terminal)
  addListings(program, about, terminal)
  addClock(program, about, terminal)
  addApps(program, about, terminal)
  addNotifications(program, about, terminal)
  return program
}

/** Commander's headings of a help page. */
const HELP_TITLES: Readonly<Record<string, Sentence>> = {
  'Usage:': { en: 'Usage:', ja: '使い方:' },
  'Arguments:': { en: 'Arguments:', ja: '引数:' },
  'Options:': { en: 'Options:', ja: 'オプション:' },
  'Global Options:': { en: 'Global options:', ja: '共通オプション:' },
  'Commands:': { en: 'Commands:', ja: 'コマンド:' },
}

type About = (name: keyof typeof ABOUT) => string

function addCalc(program: Command, about: About, terminal: Terminal): void {
  const calc = program.command('calc').description(about('calc'))
  const offer = (name: 'calcFee' | 'calcOffer' | 'calcRefund', command: string) =>
    calc
      .command(command)
      .description(about(name))
      .requiredOption('--price <yen>', about('price'))
      .option('--shipping <yen>', about('shipping'))
      .addOption(new Option('--points <points>', about('points')).conflicts('percent'))
      .option('--percent <percent>', about('percent'))
      .addOption(new Option('--rate <percent>', about('rate')).conflicts('category'))
      .option('--category <category>', about('category'))
      .addOption(
        new Option('--policy <preset>', about('policy'))
          .choices(['seed-2020', 'seed-2020-before', 'points-central-2021'])
          .default('seed-2020'),
      )
  offer('calcFee', 'fee').action(async (options: OfferOptions) =>
    (await import('./commands/calc.ts')).calcFee(terminal, options),
  )
  offer('calcOffer', 'offer').action(async (options: OfferOptions) =>
    (await import('./commands/calc.ts')).calcOffer(terminal, options),
  )
  const ways = ['refundPercent', 'refundAmount', 'refundQuantity']
  const way = (flags: string, text: string, own: string) =>
    new Option(flags, text).conflicts(ways.filter((other) => other !== own))
  offer('calcRefund', 'refund')
    .option('--balance <points>', about('balance'))
    .option('--redeemed <points>', about('redeemed'))
    .option('--quantity <units>', about('quantity'))
    .addOption(way('--refund-percent <percent>', about('refundPercent'), 'refundPercent'))
    .addOption(way('--refund-amount <yen>', about('refundAmount'), 'refundAmount'))
    .option('--refund-shipping <yen>', about('refundShipping'))
    .addOption(way('--refund-quantity <units>', about('refundQuantity'), 'refundQuantity'))
    .action(async (options: RefundOptions) =>
      (await import('./commands/calc.ts')).calcRefund(terminal, options),
    )
}

function addReplay(program: Command, about: About, terminal: Terminal): void {
  program
    .command('replay')
    .description(about('replay'))
    .command('olist')
    .description(about('replayOlist'))
    .argument('<folder>', about('replayFolder'))
    .option('--repeat <times>', about('repeat'), '1')
    .option('--out <folder>', about('out'))
    .action(async (folder: string, options: ReplayOptions) =>
      (await import('./commands/replay.ts')).replayOlist(terminal, folder, options),
    )
}

function addUpkeep(program: Command, about: About, terminal: Terminal): void {
  program
    .command('migrate')
    .description(about('migrate'))
    .action(async () => (await import('./commands/migrate.ts')).migrate(terminal))
  program
    .command('seed')
    .description(about('seed'))
    .action(async () => (await import('./commands/seed.ts')).seed(terminal))
  program
    .command('bench')
    .description(about('bench'))
    .argument('[more...]', about('benchMore'))
    .allowUnknownOption()
    .action(async (more: readonly string[]) =>
      (await import('./commands/bench.ts')).bench(terminal, more),
    )
  program
    .command('settle')
    .description(about('settle'))
    .option('--until <moment>', about('until'))
    .action(async (options: { readonly until?: string }) =>
      (await import('./commands/settle.ts')).settle(terminal, options),
    )
  program
    .command('verify')
    .description(about('verify'))
    .action(async () => (await import('./commands/verify.ts')).verify(terminal))
}

function addListings(program: Command, about: About, terminal: Terminal): void {
  const encoding = (text: string) =>
    new Option('--encoding <encoding>', text).choices(['utf-8', 'shift_jis'])
  program
    .command('import')
    .description(about('import'))
    .command('listings')
    .description(about('importListings'))
    .argument('<file>', about('importFile'))
    .requiredOption('--seller <reference>', about('seller'))
    .addOption(encoding(about('importEncoding')))
    .option('--dry-run', about('dryRun'))
    .option('--whole', about('whole'))
    .option('--refused <file>', about('refusedFile'))
    .action(async (file: string, options: ImportOptions) =>
      (await import('./commands/listings.ts')).importFile(terminal, file, options),
    )
  program
    .command('export')
    .description(about('export'))
    .command('listings')
    .description(about('exportListings'))
    .requiredOption('--seller <reference>', about('seller'))
    .addOption(encoding(about('exportEncoding')))
    .option('--csv', about('csv'))
    .option('--out <file>', about('exportOut'))
    .action(async (options: ExportOptions) =>
      (await import('./commands/listings.ts')).exportFile(terminal, options),
    )
}

function addClock(program: Command, about: About, terminal: Terminal): void {
  const clock = program.command('clock').description(about('clock'))
  clock
    .command('show')
    .description(about('clockShow'))
    .action(async () => (await import('./commands/clock.ts')).showClock(terminal))
  clock
    .command('advance')
    .description(about('clockAdvance'))
    .argument('[duration]', about('duration'))
    .option('--to <moment>', about('clockTo'))
    .option('--next', about('clockNext'))
    .action(async (duration: string | undefined, options: AdvanceOptions) =>
      (await import('./commands/clock.ts')).advance(terminal, duration, options),
    )
}

function addApps(program: Command, about: About, terminal: Terminal): void {
  const apps = program.command('apps').description(about('apps'))
  apps
    .command('create')
    .description(about('appsCreate'))
    .argument('<app>', about('appReference'))
    .requiredOption('--seller <reference>', about('seller'))
    .option('--name <name>', about('appName'))
    .option('--scopes <scopes>', about('appScopes'))
    .option('--no-points', about('appNoPoints'))
    .option('--redirect-uri <uri...>', about('appRedirect'))
    .action(async (app: string, options: CreateAppOptions) =>
      (await import('./commands/apps.ts')).createApp(terminal, app, options),
    )
  apps
    .command('rotate')
    .description(about('appsRotate'))
    .argument('<app>', about('appReference'))
    .action(async (app: string) => (await import('./commands/apps.ts')).rotateSecret(terminal, app))
  apps
    .command('authorise')
    .description(about('appsAuthorise'))
    .argument('<app>', about('appReference'))
    .requiredOption('--seller <reference>', about('seller'))
    .option('--scopes <scopes>', about('appScopes'))
    .action(async (app: string, options: AppOptions) =>
      (await import('./commands/apps.ts')).authoriseApp(terminal, app, options),
    )
}

function addNotifications(program: Command, about: About, terminal: Terminal): void {
  program
    .command('listen')
    .description(about('listen'))
    .option('--forward-to <url>', about('forwardTo'))
    .option('--seller <reference>', about('listenSeller'))
    .option('--types <types>', about('listenTypes'))
    .option('--count <events>', about('listenCount'))
    .action(async (options: ListenOptions) =>
      (await import('./commands/listen.ts')).listen(terminal, options),
    )
  program
    .command('trigger')
    .description(about('trigger'))
    .argument('<type>', about('triggerType'))
    .option('--seller <reference>', about('triggerSeller'))
    .option('--sku <sku>', about('triggerSku'))
    .action(async (type: string, options: TriggerOptions) =>
      (await import('./commands/trigger.ts')).triggerOne(terminal, type, options),
    )
}
