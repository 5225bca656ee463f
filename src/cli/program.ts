import { Command, Option } from 'commander'
import { LANGUAGES, type Sentence } from './language.ts'
import { ABOUT } from './messages/about.ts'
import type { Terminal } from './terminal.ts'

/**
 * Every command with its arguments. What a command does is loaded when it runs, so that a
 * calculator does not wait for a database driver.
 */
export function buildProgram(terminal: Terminal): Command {
  const about = (name: keyof typeof ABOUT) => ABOUT[name][terminal.language]
  const run: Run =
    (load) =>
    async (...given) =>
      (await load())(terminal, ...given)
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
    .action(run(async () => (await import('./commands/start.ts')).start))
  addCalc(program, about, run)
  addReplay(program, about, run)
  addUpkeep(program, about, run)
  addListings(program, about, run)
  addClock(program, about, run)
  addApps(program, about, run)
  addNotifications(program, about, run)
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

/** Does with the arguments and options of a command what is loaded for it. */
type Run = <Given extends readonly unknown[]>(
  load: () => Promise<(terminal: Terminal, ...given: Given) => Promise<void> | void>,
) => (...given: Given) => Promise<void>

function addCalc(program: Command, about: About, run: Run): void {
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
  offer('calcFee', 'fee').action(run(async () => (await import('./commands/calc.ts')).calcFee))
  offer('calcOffer', 'offer').action(
    run(async () => (await import('./commands/calc.ts')).calcOffer),
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
    .action(run(async () => (await import('./commands/calc.ts')).calcRefund))
}

function addReplay(program: Command, about: About, run: Run): void {
  program
    .command('replay')
    .description(about('replay'))
    .command('olist')
    .description(about('replayOlist'))
    .argument('<folder>', about('replayFolder'))
    .option('--repeat <times>', about('repeat'), '1')
    .option('--out <folder>', about('out'))
    .action(run(async () => (await import('./commands/replay.ts')).replayOlist))
}

function addUpkeep(program: Command, about: About, run: Run): void {
  program
    .command('migrate')
    .description(about('migrate'))
    .action(run(async () => (await import('./commands/migrate.ts')).migrate))
  program
    .command('seed')
    .description(about('seed'))
    .action(run(async () => (await import('./commands/seed.ts')).seed))
  program
    .command('bench')
    .description(about('bench'))
    .argument('[more...]', about('benchMore'))
    .allowUnknownOption()
    .action(run(async () => (await import('./commands/bench.ts')).bench))
  program
    .command('settle')
    .description(about('settle'))
    .option('--until <moment>', about('until'))
    .action(run(async () => (await import('./commands/settle.ts')).settle))
  program
    .command('verify')
    .description(about('verify'))
    .action(run(async () => (await import('./commands/verify.ts')).verify))
}

function addListings(program: Command, about: About, run: Run): void {
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
    .action(run(async () => (await import('./commands/listings.ts')).importFile))
  program
    .command('export')
    .description(about('export'))
    .command('listings')
    .description(about('exportListings'))
    .requiredOption('--seller <reference>', about('seller'))
    .addOption(encoding(about('exportEncoding')))
    .option('--csv', about('csv'))
    .option('--out <file>', about('exportOut'))
    .action(run(async () => (await import('./commands/listings.ts')).exportFile))
}

function addClock(program: Command, about: About, run: Run): void {
  const clock = program.command('clock').description(about('clock'))
  clock
    .command('show')
    .description(about('clockShow'))
    .action(run(async () => (await import('./commands/clock.ts')).showClock))
  clock
    .command('advance')
    .description(about('clockAdvance'))
    .argument('[duration]', about('duration'))
    .option('--to <moment>', about('clockTo'))
    .option('--next', about('clockNext'))
    .action(run(async () => (await import('./commands/clock.ts')).advance))
}

function addApps(program: Command, about: About, run: Run): void {
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
    .action(run(async () => (await import('./commands/apps.ts')).createApp))
  apps
    .command('rotate')
    .description(about('appsRotate'))
    .argument('<app>', about('appReference'))
    .action(run(async () => (await import('./commands/apps.ts')).rotateSecret))
  apps
    .command('authorise')
    .description(about('appsAuthorise'))
    .argument('<app>', about('appReference'))
    .requiredOption('--seller <reference>', about('seller'))
    .option('--scopes <scopes>', about('appScopes'))
    .action(run(async () => (await import('./commands/apps.ts')).authoriseApp))
}

function addNotifications(program: Command, about: About, run: Run): void {
  program
    .command('listen')
    .description(about('listen'))
    .option('--forward-to <url>', about('forwardTo'))
    .option('--seller <reference>', about('listenSeller'))
    .option('--types <types>', about('listenTypes'))
    .option('--count <events>', about('listenCount'))
    .action(run(async () => (await import('./commands/listen.ts')).listen))
  program
    .command('trigger')
    .description(about('trigger'))
    .argument('<type>', about('triggerType'))
    .option('--seller <reference>', about('triggerSeller'))
    .option('--sku <sku>', about('triggerSku'))
    .action(run(async () => (await import('./commands/trigger.ts')).triggerOne))
}
