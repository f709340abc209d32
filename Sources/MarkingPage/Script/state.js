// What the page knows, and how it speaks to the program and to whoever marks.
"use strict";
const at = id => document.getElementById(id);
const carried = at("class");
let sheet = null, key = null, current = null, entered = null, isDone = false;
const undos = [], trail = [], pending = new Set();
const fields = ["points", "remark", "items"];
const entry = from => Object.fromEntries(fields.map(name => [name, from[name]]));
const same = (a, b) => fields.every(name => a[name] === b[name]);
const waits = cell => cell.isForAnother || cell.typed.points === "" && cell.automatic === null;
const isNumber = text => /^[0-9]{1,6}([.,][0-9]{1,4})?$/.test(text);
const say = text => { at("status").textContent = text; };
function warn(text, actions = []) {
  const box = at("problem");
  box.replaceChildren();
  if (!text) return;
  const line = document.createElement("p");
  line.textContent = text;
  box.append(line);
  for (const [name, act] of actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", act);
    box.append(button);
  }
}
