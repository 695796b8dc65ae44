import { BIKES, search, type Bike } from "./catalogue.ts";
import type { ContactErrors, ContactForm } from "./contact.ts";
import { Html, html } from "./html.ts";
import { BUSINESS, type Page } from "./layout.ts";

const euros = (price: number) => `€ ${price.toLocaleString("en-GB")}`;

const card = (bike: Bike) =>
  html`<li class="card">
    <a href="/bikes/${bike.slug}">
      <img src="/assets/bikes/${bike.slug}.svg" alt="" width="320" height="200" loading="lazy" />
      <h2>${bike.name}</h2>
    </a>
    <p>${bike.line}</p>
    <p class="price">${euros(bike.price)} <span class="tag">${bike.kind}</span></p>
  </li>`;

export const home = (): Page => ({
  title: "Bicycles for every day",
  path: "/",
  body: html`<section class="hero">
      <div>
        <h1>Bicycles for every day</h1>
        <p>
          Six bicycles, built here, repaired here. Not sure which one? Show us your old one on a
          video call: it takes two minutes and no appointment.
        </p>
        <p><a class="button" href="/bikes">See the bicycles</a></p>
      </div>
      <img src="/assets/bikes/harbour-8.svg" alt="" width="480" height="300" />
    </section>
    <section aria-labelledby="new">
      <h2 id="new">This season</h2>
      <ul class="cards">
        ${BIKES.slice(0, 3).map(card)}
      </ul>
    </section>`,
});

export const list = (): Page => ({
  title: "Bicycles",
  path: "/bikes",
  body: html`<h1>Bicycles</h1>
    <ul class="cards">
      ${BIKES.map(card)}
    </ul>`,
});

export const details = (bike: Bike): Page => ({
  title: bike.name,
  path: `/bikes/${bike.slug}`,
  body: html`<nav aria-label="Breadcrumb"><a href="/bikes">Bicycles</a> / ${bike.name}</nav>
    <article class="details">
      <img src="/assets/bikes/${bike.slug}.svg" alt="" width="480" height="300" />
      <div>
        <h1>${bike.name}</h1>
        <p class="price">${euros(bike.price)} <span class="tag">${bike.kind}</span></p>
        <p>${bike.text}</p>
        <p class="links">
          <a href="#specifications">Specifications</a>
          <a href="/bikes/${bike.slug}/specification.txt" download>Download the sheet</a>
          <a href="/delivery" target="_blank" rel="noopener">Delivery (new tab)</a>
        </p>
      </div>
    </article>
    <section id="specifications" aria-labelledby="specifications-title">
      <h2 id="specifications-title">Specifications</h2>
      <dl>
        ${bike.specs.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
    </section>`,
});

export const searchPage = (query: string): Page => {
  const found = search(query);
  return {
    title: query === "" ? "Search" : `Search: ${query}`,
    path: "/search",
    body: html`<h1>Search</h1>
      <form action="/search" method="get" role="search">
        <label for="q">What are you looking for?</label>
        <div class="row">
          <input id="q" name="q" type="search" value="${query}" maxlength="100" />
          <button type="submit">Search</button>
        </div>
      </form>
      ${
        query === ""
          ? null
          : html`<h2>${found.length} found for “${query}”</h2>
              <ul class="cards">
                ${found.map(card)}
              </ul>`
      }`,
  };
};

const FIELDS: readonly (readonly [keyof ContactForm, string, string])[] = [
  ["name", "Your name", "text"],
  ["email", "E-mail", "email"],
];

const problem = (id: string, text: string | undefined) =>
  text === undefined ? null : html`<p class="error" id="${id}-error">${text}</p>`;
const invalid = (id: string, text: string | undefined) =>
  text === undefined ? null : html`aria-invalid="true" aria-describedby="${id}-error"`;

export const contact = (form: ContactForm, errors: ContactErrors): Page => ({
  title: Object.keys(errors).length === 0 ? "Contact" : "Contact: please correct the form",
  path: "/contact",
  body: html`<h1>Contact</h1>
    ${
      Object.keys(errors).length === 0
        ? null
        : html`<p class="error" role="alert">
            Nothing was sent yet: please correct the fields below.
          </p>`
    }
    <form action="/contact" method="post" novalidate>
      ${FIELDS.map(
        ([id, label, type]) =>
          html`<label for="${id}">${label}</label>
            <input
              id="${id}"
              name="${id}"
              type="${type}"
              value="${form[id]}"
              autocomplete="${id}"
              ${invalid(id, errors[id])}
            />
            ${problem(id, errors[id])}`,
      )}
      <label for="message">Message</label>
      <textarea id="message" name="message" rows="6" ${invalid("message", errors.message)}>
${form.message}</textarea>
      ${problem("message", errors.message)}
      <button type="submit">Send</button>
    </form>`,
});

export const thanks = (): Page => ({
  title: "Thank you",
  path: "/contact/thanks",
  body: html`<h1>Thank you</h1>
    <p>Your message has arrived. <a href="/">Back to the start</a></p>`,
});

export const delivery = (): Page => ({
  title: "Delivery",
  path: "/delivery",
  body: html`<h1>Delivery</h1>
    <p>We bring every bicycle ready to ride, by bicycle where we can.</p>
    <dl>
      <dt>In town</dt>
      <dd>The next working day, free of charge</dd>
      <dt>Elsewhere</dt>
      <dd>Within a week, by train</dd>
    </dl>
    <p><a href="/bikes">See the bicycles</a></p>`,
});

/** Written by the page's own inline script, so that a carried copy shows whether it runs. */
const OPEN_NOW = new Html(
  `{const at=new Date();const open=at.getDay()>0&&at.getHours()>=9&&at.getHours()<18;` +
    `document.getElementById("open").textContent=open?"We are open now.":"We are closed now.";}`,
);

export const workshop = (): Page => ({
  title: "Workshop",
  path: "/workshop",
  inlineScript: OPEN_NOW,
  body: html`<h1>Workshop</h1>
    <p id="open" class="tag">Monday to Saturday, 9 to 18 o'clock.</p>
    <p>This page refuses to be shown inside other pages, as many booking systems do.</p>
    <form action="/workshop" method="post">
      <label for="day">When would you like to come?</label>
      <div class="row">
        <input id="day" name="day" type="date" />
        <button type="submit">Ask for this day</button>
      </div>
    </form>
    <p><a href="/bikes">See the bicycles</a></p>`,
});

export const booked = (day: string): Page => ({
  title: "Workshop: day asked for",
  path: "/workshop/booked",
  body: html`<h1>Noted</h1>
    <p>
      ${day === "" ? "We will propose a day." : `You asked for ${day}.`}
      <a href="/workshop">Back to the workshop</a>
    </p>`,
});

export const about = (): Page => ({
  title: "About",
  path: "/about",
  body: html`<h1>About ${BUSINESS}</h1>
    <p>
      An invented shop by an invented harbour. Its website is made the classic way: every link loads
      a page, every form is answered by the server, and no script is needed to read it.
    </p>
    <p>
      The buttons in the corner of each page are
      <a href="https://www.w3.org/TR/webrtc/" rel="noreferrer">WebRTC</a> at work.
    </p>
    <p><a href="/contact">Write to us</a></p>`,
});

export const notFound = (): Page => ({
  title: "Not found",
  path: "/404",
  body: html`<h1>This page does not exist</h1>
    <p><a href="/">Back to the start</a> or <a href="/search">search</a>.</p>`,
});
