// What an action plan becomes: reminders, text, a calendar. No page and no clock in here.
// A plan is {made, actions, moments}: `made` a day (yyyy-mm-dd); each action {key, name, strand,
// title, text, step, day, who}; each moment {name, side, weeks, ask}. `words` come with the form.
import { filled } from "./words.js";

// --- days ----------------------------------------------------------------------------------------
export function dayLater(day, days) {
  const [year, month, number] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, number + days)).toISOString().slice(0, 10);
}

// A date field gives nothing or a day; what was kept may be damaged.
export const isDay = (day) => /^\d{4}-\d\d-\d\d$/.test(day) && dayLater(day, 0) === day;

export function dayWords(day, words) {
  const [year, month, number] = day.split("-").map(Number);
  return filled(words.day, { day: number, month: words.months[month - 1], year });
}

// --- own words -----------------------------------------------------------------------------------
// On one line, without characters that show nothing but can turn a line around; emoji are held
// together by one of these.
export function oneLine(text) {
  const seen = String(text || "").normalize("NFC").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, (one) => (one === "\u200d" ? one : " "));
  return seen.replace(/\s+/g, " ").trim();
}

// --- the rules -----------------------------------------------------------------------------------
// The first thing that is wrong, with the number of its action (0: of the plan) and its field.
export function planWrong({ made, actions }, { limits, errors, strands }) {
  const wrong = (kind, action = 0, field = kind) => {
    const facts = { n: action, most: limits.most, longest: limits[kind] };
    return { action, field, error: filled(errors[kind], facts) };
  };
  if (!actions.length) return wrong("empty");
  if (actions.length > limits.most) return wrong("many");
  if (new Set(actions.map((action) => action.key)).size < actions.length) return wrong("twice");
  for (const [index, { strand, day, step, who }] of actions.entries()) {
    if (!strands.some((known) => known.id === strand)) return wrong("strand", index + 1);
    if (!isDay(day)) return wrong("day", index + 1);
    if (day < made) return wrong("past", index + 1, "day");
    if (day > dayLater(made, limits.days)) return wrong("far", index + 1, "day");
    if ([...step].length > limits.step) return wrong("step", index + 1);
    if ([...who].length > limits.who) return wrong("who", index + 1, "words");
  }
  return null;
}

// When to look ahead or back, counted from the days of the actions, and which of them it is about:
// those to come first, or those that were due. `late` when that day is no more: who acts within the
// week that a nudge needs gets none, since the action itself is near enough.
export function planReminder(moment, actions, made) {
  const days = actions.map((action) => action.day).sort();
  const ahead = moment.side === "before_first";
  const from = moment.side === "after_last" ? days[days.length - 1] : days[0];
  const day = dayLater(from, (ahead ? -7 : 7) * moment.weeks);
  const about = actions.filter((action) => (ahead ? action.day === from : action.day < day));
  return { ...moment, ahead, day, about, late: day <= made };
}

// The plan as it is read: by strand, in each the earliest action first, numbered throughout.
export function planOutline({ made, actions, moments }, words) {
  let number = 0;
  const byDay = (a, b) => (a.day < b.day ? -1 : Number(a.day > b.day));
  const strands = words.strands
    .map((strand) => ({ ...strand, actions: actions.filter((action) => action.strand === strand.id).sort(byDay) }))
    .filter((strand) => strand.actions.length);
  for (const strand of strands) {
    strand.actions = strand.actions.map((action) => ({ ...action, number: (number += 1), when: dayWords(action.day, words) }));
  }
  const every = strands.flatMap((strand) => strand.actions);
  const reminders = moments
    .map((moment) => planReminder(moment, every, made))
    .filter((reminder) => !reminder.late)
    .sort(byDay)
    .map((reminder) => {
      const numbers = reminder.about.length < every.length ? reminder.about.map((action) => action.number).join(", ") : "";
      return { ...reminder, when: dayWords(reminder.day, words), numbers };
    });
  const day = dayWords(made, words);
  return { title: words.title, made: filled(words.file.made, { day }), strands, every, reminders };
}

const ownLines = ({ step, who }, file) => [
  ...(step ? [filled(file.step, { step })] : []),
  ...(who ? [filled(file.who, { who })] : []),
];

// --- as text ---------------------------------------------------------------------------------------
export function planText(plan, words) {
  const { file } = words;
  const { title, made, strands, reminders } = planOutline(plan, words);
  const lines = [title, made];
  for (const strand of strands) {
    lines.push("", filled(file.strand, strand));
    for (const action of strand.actions) {
      const said = [action.text, ...ownLines(action, file), filled(file.day, { day: action.when })];
      lines.push("", `${action.number}. ${action.title}`, ...said.map((line) => `   ${line}`));
    }
  }
  if (reminders.length) lines.push("", file.reminders);
  for (const { when: day, numbers: n, ask } of reminders) {
    lines.push(filled(n ? file.moment_of : file.moment, { day, n, ask }));
  }
  return `${lines.join("\n")}\n`;
}

// --- as calendar -----------------------------------------------------------------------------------
// RFC 5545: whole days with an alert, and nobody's name. No ORGANIZER, which turns an entry into an
// invitation, and no METHOD, which would ask for one (RFC 5546, 3.2.1). DTEND is the day after, or
// Outlook shows a moment at midnight. The alert comes at nine o'clock the day before: Outlook reads
// every trigger as so much before the start (VALARM in [MS-OXCICAL]).
// `stamp` is the moment of making, in UTC: a later file then changes the entries of an earlier one.
export function planCalendar(plan, words, stamp) {
  const { file } = words;
  const { every, reminders } = planOutline(plan, words);
  const entries = [
    ...every.map((action) => [action.name, action.day, action.title, [action.text, ...ownLines(action, file)]]),
    ...reminders.map(({ name, day, ahead, ask, about }) => {
      return [name, day, ahead ? file.ahead : file.back, [ask, "", ...about.map((action) => action.title)]];
    }),
  ];
  const lines = [
    ["BEGIN", "VCALENDAR"],
    ["VERSION", "2.0"],
    ["PRODID", `-//weerbaar//actieplan//${words.language.toUpperCase()}`],
    ["CALSCALE", "GREGORIAN"],
    ...entries.flatMap((entry) => calendarEntry(...entry, stamp, file)),
    ["END", "VCALENDAR"],
  ];
  return lines.map(([name, value]) => `${foldedLine(`${name}:${value}`)}\r\n`).join("");
}

function calendarEntry(name, day, title, about, stamp, file) {
  const date = (found) => found.replaceAll("-", "");
  const summary = calendarWords(filled(file.event, { title }));
  return [
    ["BEGIN", "VEVENT"],
    ["UID", name],
    ["DTSTAMP", stamp.replace(/[-:]|\.\d+/g, "")],
    ["SEQUENCE", "0"],
    ["DTSTART;VALUE=DATE", date(day)],
    ["DTEND;VALUE=DATE", date(dayLater(day, 1))],
    ["SUMMARY", summary],
    ["DESCRIPTION", calendarWords(about.join("\n"))],
    ["CLASS", "PRIVATE"],
    ["TRANSP", "TRANSPARENT"],
    ["X-MICROSOFT-CDO-BUSYSTATUS", "FREE"],
    ["BEGIN", "VALARM"],
    ["ACTION", "DISPLAY"],
    ["DESCRIPTION", summary],
    ["TRIGGER", "-PT15H"],
    ["END", "VALARM"],
    ["END", "VEVENT"],
  ];
}

// TEXT (3.3.11): a backslash, a semicolon and a comma are escaped, and so is the end of a line.
const calendarWords = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|[\r\n]/g, "\\n");

// A line has at most 75 bytes (3.1); no letter is cut in two.
function foldedLine(line) {
  let folded = "";
  let room = 75;
  for (const letter of line) {
    const code = letter.codePointAt(0);
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (size > room) {
      folded += "\r\n ";
      room = 74; // the space before it counts
    }
    folded += letter;
    room -= size;
  }
  return folded;
}
