// Everything without a mouse.
function digit(name) {
  const most = asked(current).points;
  if (most !== null && most >= 10) {
    at("points").focus();
    at("points").value = name;
    change({points: name});
  } else if (most !== null && +name > most) say("This question has " + most + " points.");
  else give(name);
}
const commands = {
  ArrowRight: next, n: next, ArrowLeft: back, b: back, u: undo, "]": () => turn(1), "[": () => turn(-1),
  Enter: () => {
    if (current?.isForAnother) save(current);
    if (current && current.typed.points === "" && current.automatic === null) say("There are no points yet.");
    else next();
  },
  f: () => current && asked(current).points !== null && give(String(asked(current).points)),
  p: () => { at("points").focus(); at("points").select(); }, r: () => at("remark").focus(),
  w: () => { at("waiting").checked = !at("waiting").checked; count(); },
  "?": () => { at("help").open = !at("help").open; }};
document.addEventListener("keydown", event => {
  if (!sheet || event.metaKey || event.altKey || event.isComposing) return;
  const isTyping = event.target.matches("input:not([type=checkbox]),textarea,select");
  if (event.ctrlKey) {
    if (event.key === "Enter" && isTyping) { event.preventDefault(); at("card").focus({preventScroll: true}); next(); }
    return;
  }
  if (isTyping) {
    if (event.key === "Escape") { event.preventDefault(); at("card").focus({preventScroll: true}); }
    return;
  }
  if (!at("keys").checked) return;
  if (event.key === "Enter" && event.target.matches("button,summary,a")) return;
  const number = /^Digit([1-9])$/.exec(event.code);
  if (event.shiftKey && number && current && asked(current).items.length) {
    event.preventDefault();
    at("items").querySelectorAll("input")[number[1] - 1]?.click();
  } else if (/^[0-9]$/.test(event.key) && current) {
    event.preventDefault();
    digit(event.key);
  } else if (Object.hasOwn(commands, event.key)) {
    event.preventDefault();
    commands[event.key]();
  }
});
