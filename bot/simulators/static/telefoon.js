// The demo's telephones: shows what the local providers delivered, and sends what is typed or pressed.
"use strict";

const path = document.body.dataset.path;
const EVERY_MS = 1000;

function myNumber() {
  let number = sessionStorage.getItem("huurkompas-telefoon");
  if (!number) {
    number = String(10000000 + (crypto.getRandomValues(new Uint32Array(1))[0] % 89999999));
    sessionStorage.setItem("huurkompas-telefoon", number);
  }
  return number;
}

const number = myNumber();

async function post(where, body) {
  const response = await fetch(`${path}/${where}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ nummer: number, ...body }),
  });
  const told = await response.json().catch(() => null);
  if (!response.ok) throw new Error(told?.error?.message || "Dit lukte niet. Probeer het opnieuw.");
  return told;
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

class Phone {
  constructor(section) {
    this.section = section;
    this.channel = section.dataset.channel;
    this.log = section.querySelector("[data-log]");
    this.seen = new Set();
    const form = section.querySelector("[data-form]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = form.elements.tekst.value.trim();
      if (text) this.send({ soort: "tekst", tekst: text }, () => { form.elements.tekst.value = ""; });
    });
    for (const button of section.querySelectorAll("[data-send]")) {
      const what = button.dataset.send;
      button.addEventListener("click", () => this.send({ soort: what }));
    }
    for (const box of section.querySelectorAll("[data-fault]")) {
      box.addEventListener("change", () =>
        this.quietly(() => post("storing", { kanaal: this.channel, storing: box.dataset.fault, aan: box.checked })));
    }
  }

  async quietly(action) {
    const problem = this.section.querySelector("[data-problem]");
    try {
      await action();
      problem.hidden = true;
      return true;
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
      return false;
    }
  }

  async send(body, done) {
    if (await this.quietly(() => post("zeg", { kanaal: this.channel, ...body }))) {
      if (done) done();
      await see();
    }
  }

  add(node) {
    this.log.append(node);
    this.log.scrollTop = this.log.scrollHeight;
  }

  show(state) {
    for (const message of state.messages) {
      if (this.seen.has(message.id)) continue;
      this.seen.add(message.id);
      this.log.querySelector("[data-hint]")?.remove();
      this.add(element("p", message.mine ? "bubble bubble--mine" : "bubble", message.text));
      if (message.buttons.length) this.addChoices(message.buttons);
    }
    this.section.querySelector("[data-typing]").textContent = state.typing ? "typt…" : "";
    for (const box of this.section.querySelectorAll("[data-fault]")) {
      box.checked = state.faults.includes(box.dataset.fault);
    }
  }

  // The providers know choices by place under the newest message that has them.
  addChoices(titles) {
    for (const old of this.log.querySelectorAll(".choices button")) old.disabled = true;
    const list = element("ul", "choices");
    titles.forEach((title, place) => {
      const item = element("li");
      const button = element("button", "", title);
      button.type = "button";
      button.addEventListener("click", () => this.send({ soort: "knop", knop: place }));
      item.append(button);
      list.append(item);
    });
    this.add(list);
  }
}

document.querySelector("[data-fresh]").addEventListener("click", () => {
  sessionStorage.removeItem("huurkompas-telefoon");
  location.reload();
});

const phones = [...document.querySelectorAll("[data-channel]")].map((section) => new Phone(section));

async function see() {
  const response = await fetch(`${path}/stand?nummer=${number}`);
  if (!response.ok) return;
  const state = await response.json();
  for (const phone of phones) phone.show(state[phone.channel]);
}

// A reminder that we begin: the corporation's switch, and a day that goes by.
const reminder = document.querySelector("[data-reminder]");

async function connectReminder() {
  const box = reminder.querySelector("[data-outreach]");
  const told = reminder.querySelector("[data-reminded]");
  const phone = phones.find((one) => one.channel === "whatsapp");
  box.addEventListener("change", () => phone.quietly(() => post("zelf", { aan: box.checked })));
  reminder.querySelector("[data-remind]").addEventListener("click", async () => {
    told.textContent = "";
    await phone.quietly(async () => { told.textContent = (await post("herinnering", {})).tekst; });
    await see();
  });
  box.checked = (await (await fetch(`${path}/zelf`)).json()).aan;
}

if (reminder) connectReminder().catch(() => {});

async function look() {
  try {
    await see();
  } finally {
    setTimeout(() => look().catch(() => {}), EVERY_MS);
  }
}

look().catch(() => {});
