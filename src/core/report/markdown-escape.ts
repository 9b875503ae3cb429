/** What GitHub and others turn into links by themselves, whatever is escaped in it: only code keeps it text. */
const linkLike = /@|:\/\/|www\./i;
/** Each word is looked at once; a pattern that also finds where a link begins tries again at every letter. */
const word = /[^\s|`]+/g;

/** Any text as one line of Markdown that shows exactly this text: no markup, no link, no end of a table cell. */
export function escapeMarkdown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  let escaped = '';
  let done = 0;
  for (const match of line.matchAll(word)) {
    if (!linkLike.test(match[0])) continue;
    escaped += `${escapeInline(line.slice(done, match.index))}\`${match[0]}\``;
    done = match.index + match[0].length;
  }
  return escapeStart(escaped + escapeInline(line.slice(done)));
}

function escapeInline(text: string): string {
  return text.replace(/[\\`*_[\]<>&~|$^]/g, '\\$&');
}

/** Lists, headings, rules and quotes are only made at the start of a line; there is no other start inside of one. */
function escapeStart(text: string): string {
  return text.replace(/^(\d*)([-+#=.)])(?=[-+#=\s]|$)/, '$1\\$2');
}

/** Text as it is, line for line, in a fence longer than any inside. */
export function fenced(text: string): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.replace(/\r\n?/g, '\n')}\n${fence}`;
}
