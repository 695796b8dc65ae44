export interface ContactForm {
  readonly name: string;
  readonly email: string;
  readonly message: string;
}
export type ContactErrors = Partial<Record<keyof ContactForm, string>>;

export const EMPTY_FORM: ContactForm = { name: "", email: "", message: "" };

export const readForm = (body: string): ContactForm => {
  const fields = new URLSearchParams(body);
  const field = (name: string) => (fields.get(name) ?? "").trim();
  return { name: field("name"), email: field("email"), message: field("message") };
};

/** An empty object means that the form may be sent. */
export function validate(form: ContactForm): ContactErrors {
  const errors: ContactErrors = {};
  if (form.name === "") errors.name = "Please tell us your name.";
  if (form.name.length > 80) errors.name = "Please keep your name under 80 characters.";
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email)) {
    errors.email = "Please enter an e-mail address such as name@example.com.";
  }
  if (form.message.length < 10) errors.message = "Please write at least ten characters.";
  if (form.message.length > 2000) errors.message = "Please keep it under 2,000 characters.";
  return errors;
}
