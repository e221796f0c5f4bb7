#!/usr/bin/env -S node --disable-warning=ExperimentalWarning --disable-warning=DeprecationWarning
import { Command, CommanderError } from 'commander';
import { TokenError } from '#data/access/write.ts';
import { BackupError } from '#data/backup/file.ts';
import { DurabilityError } from '#data/postgres/durability.ts';
import { MigrationError } from '#data/postgres/migrate.ts';
import { bundledRecordFolder } from '#data/record/bundled.ts';
import { InvalidRecordError, UnexplainedCorrectionError } from '#data/record/import.ts';
import { ReleaseError } from '#data/release/write.ts';
import { WebhookError } from '#data/webhook/write.ts';
import { eventKinds } from '#domain/event/event.ts';
import { EnvironmentError } from '#env';
import { WebhookAddressError } from '#http/webhook/address.ts';
import { backupCommand, restoreCommand } from './backup.ts';
import { doctor } from './doctor.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { printProblems } from './problems.ts';
import { parseReason, publishCommand } from './publish.ts';
import { rebuildCommand } from './rebuild.ts';
import { parseReleaseId, releaseCommand } from './release.ts';
import { parseDay, parseSpeed, replayCommand } from './replay.ts';
import { schemaCommand } from './schema.ts';
import { createTokenCommand, listTokensCommand, parseRate, parseScopes, parseTokenName, revokeTokenCommand } from './token.ts';
import { UnverifiedError, verifyCommand } from './verify.ts';
import {
  addWebhookCommand,
  enableWebhookCommand,
  listWebhooksCommand,
  logWebhookCommand,
  parseEventKind,
  parseNegotiation,
  parseSince,
  removeWebhookCommand,
  replayWebhookCommand,
  testWebhookCommand,
} from './webhook.ts';

const program = new Command('parley')
  .description('Keeps the record of Parley: facts in, facts out, and the database that holds them.')
  .showHelpAfterError('(parley --help lists the commands)')
  .exitOverride();

program
  .command('import')
  .description('Load record files: all of them or nothing. What they leave out stays as it is.')
  .argument('<path>', 'a record file, or a folder of them (see prisma/record/README.md)')
  .option('--dry-run', 'print what would change, and change nothing')
  .option('--reason <text>', 'why facts that are on record and say something else are corrected', parseReason)
  .action(importCommand);

program
  .command('publish')
  .description('Publish events as POST /api/v1/events does: one or a list of them, all or nothing.')
  .argument('<file>', 'a JSON file in the format of POST /api/v1/events')
  .option('--reason <text>', 'why events that are on record and say something else are corrected', parseReason)
  .action(publishCommand);

program
  .command('export')
  .description('Write the record as files in canonical form.')
  .argument('<folder>', 'where to write; made where it is missing')
  .action(exportCommand);

program
  .command('release')
  .description('Make a dated release of the whole record, for good; or make one again from the log, and see that it is the same.')
  .option('--verify, --id <id>', 'make this release (or the latest) again instead, and fail where its checksum is another', parseReleaseId)
  .option('--out <file>', 'write the archive to a file, too')
  .action(releaseCommand);

program
  .command('schema')
  .description('Write the JSON Schemas of record files.')
  .argument('<folder>', 'where to write')
  .action(schemaCommand);

const token = program.command('token').description('Give and revoke the tokens by which the API is written to.');

token
  .command('create')
  .description('Make a token and show it, this once: alone on the last line.')
  .requiredOption('--name <slug>', 'who writes with it: the log says so', parseTokenName)
  .requiredOption('--scope <scopes>', 'publish, correct, or publish,correct', parseScopes)
  .option('--rate <count>', 'writes a minute, where WRITE_RATE does not fit', parseRate)
  .action(createTokenCommand);

token.command('list').description('List the tokens, without the tokens themselves.').action(listTokensCommand);

token.command('revoke').description('End a token, at once and for good.').argument('<name or id>').action(revokeTokenCommand);

const webhook = program.command('webhook').description('Have changes sent to addresses as they happen, signed by Standard Webhooks.');

webhook
  .command('add')
  .description('Have changes sent to an address from now on, and show the secret of their signatures, alone on the last line.')
  .argument('<url>', 'where to send: https://…')
  .option('--negotiation <slug>', 'only what changes in this negotiation', parseNegotiation)
  .option('--kind <kind>', `only what changes in events of this kind: ${eventKinds.join(', ')}`, parseEventKind)
  .action(addWebhookCommand);

webhook.command('list').description('List the webhooks and how they fare, without their secrets.').action(listWebhooksCommand);

webhook.command('log').description('List the last attempts to deliver, the latest last.').argument('<id>').action(logWebhookCommand);

webhook.command('test').description('Send a test message now, and say what was answered.').argument('<id>').action(testWebhookCommand);

webhook
  .command('replay')
  .description('Send everything after a change again, in order.')
  .argument('<id>')
  .requiredOption('--since <number>', 'the number of the last change that is not sent again; 0 for everything', parseSince)
  .action(replayWebhookCommand);

webhook
  .command('enable')
  .description('Go on with a webhook that was disabled or is waiting, from where it was.')
  .argument('<id>')
  .action(enableWebhookCommand);

webhook.command('remove').description('End a webhook and drop its log.').argument('<id>').action(removeWebhookCommand);

program
  .command('replay')
  .description('Play history into a database of its own, before a server whose pages and stream show it.')
  .requiredOption('--negotiation <slugs>', 'what to play, separated by commas', (text) => text.split(','))
  .option('--speed <days>', 'days of history in a second', parseSpeed, 1)
  .option('--from <day>', 'the first day; by default shortly before the first stoppage', parseDay)
  .option('--to <day>', 'the last day; by default that of the last event', parseDay)
  .option('--record <folder>', 'the record to play from', bundledRecordFolder)
  .option('--once', 'end when the replay does, instead of leaving the pages up')
  .action(replayCommand);

program
  .command('backup')
  .description('Write the whole database as one file, or read such a file and say what is in it.')
  .argument('<file>', 'where to write, such as parley.backup.gz; nothing is ever overwritten')
  .option('--verify', 'read the file instead, and check every checksum in it')
  .action(backupCommand);

program
  .command('restore')
  .description('Bring back a backup into an empty database, all of it or nothing.')
  .argument('<file>', 'what parley backup wrote')
  .option('--verify', 'read the file, check it and say what is in it, and restore nothing')
  .action(restoreCommand);

program.command('migrate').description('Bring the database to the present model.').action(migrateCommand);

program
  .command('verify')
  .description('Hold the record against its log: the chain, the tables, what can be found, and every release.')
  .action(verifyCommand);

program
  .command('rebuild')
  .description('Make the tables of the facts anew from the log, all of them or nothing, and verify them.')
  .action(rebuildCommand);

program.command('doctor').description('Say what is wrong with the set-up, if anything.').action(doctor);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = 1;
  if (error instanceof CommanderError) {
    // Commander has said it already; its own exit codes tell help (0) from a mistake (1).
    process.exitCode = error.exitCode;
  } else if (error instanceof InvalidRecordError) printProblems(error.problems);
  else if (error instanceof UnexplainedCorrectionError) console.error(`parley: ${error.message} (give it with --reason)`);
  else if (
    error instanceof EnvironmentError ||
    error instanceof MigrationError ||
    error instanceof TokenError ||
    error instanceof WebhookError ||
    error instanceof WebhookAddressError ||
    error instanceof ReleaseError ||
    error instanceof BackupError ||
    error instanceof DurabilityError ||
    error instanceof UnverifiedError
  )
    console.error(`parley: ${error.message}`);
  else console.error(`parley: ${error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error)}`);
}

// The engine that migrates leaves a timer of ten seconds behind, which nobody should have to wait for.
for (const stream of [process.stdout, process.stderr])
  await new Promise<unknown>((resolve) => stream.once('error', resolve).write('', resolve));
process.exit();
