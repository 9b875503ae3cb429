import { type Command, Option } from 'commander';
import { spoken } from '../../../shared/texts/text.ts';
import { resetDepthSchema } from '../../../shared/wire/reset-depth.ts';
import { parseFile, parseWhole } from '../../option-values.ts';
import type { Act } from '../act.ts';
import { ofClass, withNodesOf } from './class-options.ts';
import { down } from './down.ts';
import { evidence } from './evidence.ts';
import { ready } from './ready.ts';
import { reset } from './reset.ts';
import { check, run } from './run.ts';
import { serve } from './serve.ts';
import { status } from './status.ts';
import { up } from './up.ts';

/** `class …`: the labs of many seats. */
export function addClassCommands(program: Command, act: Act): void {
  const all = program
    .command('class')
    .description(spoken.class.command)
    .helpCommand('help [command]', spoken.cli.helpCommand);
  const verb = (name: string, description: string) => ofClass(all, name, description);
  const onNodes = (name: string, description: string) => withNodesOf(verb(name, description));
  const depth = () => new Option('--depth <depth>', spoken.cli.depthOption).choices(resetDepthSchema.options);
  const measuring = (command: Command) =>
    command
      .option('--to <part>', spoken.class.toOption)
      .option('--iperf-seconds <n>', spoken.cli.iperfSeconds, parseWhole(1, 3600), 10);
  onNodes('up', spoken.class.upCommand).action(act(up));
  onNodes('status', spoken.class.statusCommand).action(act(status));
  measuring(onNodes('check', spoken.class.checkCommand)).action(act(check));
  measuring(onNodes('run', spoken.class.runCommand)).option('--take-over', spoken.cli.takeOver).action(act(run));
  onNodes('reset', spoken.class.resetCommand)
    .addOption(depth().default('made'))
    .option('--include-unowned', spoken.cli.includeUnowned)
    .option('--take-over', spoken.cli.takeOver)
    .action(act(reset));
  onNodes('ready', spoken.class.readyCommand).addOption(depth().default('typed')).action(act(ready));
  all
    .command('evidence')
    .description(spoken.evidence.classCommand)
    .argument('[file]', spoken.class.fileArgument, parseFile)
    .option('--seats <seats>', spoken.class.seatsOption)
    .requiredOption('--out <folder>', spoken.evidence.outOption, parseFile)
    .action(act(evidence));
  verb('down', spoken.class.downCommand).action(act(down));
  all
    .command('serve')
    .description(spoken.class.serveCommand)
    .argument('[file]', spoken.class.fileArgument, parseFile)
    .option('--listen <address:port>', spoken.class.listenOption)
    .option('--cert <file>', spoken.class.certOption, parseFile)
    .option('--key <file>', spoken.class.keyOption, parseFile)
    .option('--hours <n>', spoken.class.hoursOption, parseWhole(1, 240))
    .option('--links <file>', spoken.class.linksOption, parseFile)
    .option('--fresh', spoken.class.freshOption)
    .action(act(serve));
}
