import { type Argument, Command, type Help, type Option } from 'commander';
import { closest, distance } from 'fastest-levenshtein';
import { LabError, Reason } from '../shared/errors.ts';
import { spoken, type Text, texts, type Words } from '../shared/texts/text.ts';

/** A command of commander's that says all it has to say in texts of the catalogue: its help, and what it does not take. */
export class LabCommand extends Command {
  constructor(name?: string) {
    super(name);
    this.helpOption('-h, --help', spoken.cli.helpOption);
    this.configureHelp({
      showGlobalOptions: true,
      helpWidth: 100,
      styleTitle: (title) => titles[title]?.() ?? title,
      optionDescription,
    });
  }

  override createCommand(name?: string): LabCommand {
    return new LabCommand(name);
  }

  override addOption(option: Option): this {
    const { parseArg, argChoices: choices, flags } = option;
    const parse = choices ? (value: string) => oneOf(choices, value) : parseArg;
    if (parse) option.argParser(named(parse, (why) => texts.cli.invalidValue({ option: flags, why })));
    return super.addOption(option);
  }

  override addArgument(argument: Argument): this {
    const { parseArg } = argument;
    const name = argument.name();
    if (parseArg) argument.argParser(named(parseArg, (why) => texts.cli.invalidArgument({ name, why })));
    return super.addArgument(argument);
  }

  // What commander calls where it would say something in English; its types do not tell of them.

  missingArgument(name: string): never {
    throw misused(texts.cli.missingArgument({ name }));
  }

  optionMissingArgument({ flags }: Option): never {
    throw misused(texts.cli.missingValue({ option: flags }));
  }

  unknownOption(flag: string): never {
    const known = this.createHelp();
    const flags = [...known.visibleOptions(this), ...known.visibleGlobalOptions(this)].flatMap(
      ({ long }) => long ?? [],
    );
    const suggestion = similar(flag, flags);
    throw misused(
      suggestion === undefined
        ? texts.cli.unknownOption({ option: flag })
        : texts.cli.unknownOptionSimilar({ option: flag, suggestion }),
    );
  }

  unknownCommand(): never {
    const [command = ''] = this.args;
    const suggestion = similar(
      command,
      this.createHelp()
        .visibleCommands(this)
        .map((one) => one.name()),
    );
    throw misused(
      suggestion === undefined
        ? texts.cli.unknownCommand({ command })
        : texts.cli.unknownCommandSimilar({ command, suggestion }),
    );
  }

  _excessArguments(given: readonly string[]): never {
    const most = this.registeredArguments.length;
    throw misused(texts.cli.tooManyArguments({ most, given: given.slice(most) }));
  }
}

/** An error of whoever typed the command. */
export const misused = (message: Words): LabError => new LabError('bad-input', message, { remedy: texts.cli.seeHelp });

/** Titles as commander hands them to whoever wants to style them. */
const titles: Readonly<Record<string, () => string>> = {
  'Usage:': () => spoken.cli.usage,
  'Arguments:': () => spoken.cli.argumentsTitle,
  'Options:': () => spoken.cli.options,
  'Global Options:': () => spoken.cli.globalOptions,
  'Commands:': () => spoken.cli.commands,
};

const optionDescription: Help['optionDescription'] = ({ description, argChoices, defaultValue }) => {
  const more = [
    ...(argChoices ? [spoken.cli.choices({ choices: argChoices })] : []),
    ...(defaultValue === undefined ? [] : [spoken.cli.unlessGiven({ value: String(defaultValue) })]),
  ];
  return more.length === 0 ? description : spoken.cli.described({ description, more });
};

function oneOf(choices: readonly string[], value: string): string {
  if (!choices.includes(value)) throw new Reason(texts.cli.giveOneOf({ choices }));
  return value;
}

/** A parser whose reasons say of what they are. */
const named =
  <T>(parse: (value: string, previous: T) => T, say: (why: Words) => Text) =>
  (value: string, previous: T): T => {
    try {
      return parse(value, previous);
    } catch (thrown) {
      throw thrown instanceof Reason ? misused(say(thrown.words)) : thrown;
    }
  };

/** The one that was meant, where one differs by a slip. */
function similar(given: string, known: readonly string[]): string | undefined {
  if (given.length > 40 || known.length === 0) return undefined;
  const nearest = closest(given, known);
  return distance(given, nearest) <= (nearest.length > 3 ? 2 : 1) ? nearest : undefined;
}
