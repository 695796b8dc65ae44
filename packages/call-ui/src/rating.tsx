import { useId, useState } from "preact/hooks";
import type { CallModel } from "@knockknock/call-engine";
import { LIMITS } from "@knockknock/protocol";
import { Icon } from "./icons.tsx";
import { starIcon } from "./later-icons.ts";
import type { Words } from "./words/words.ts";

/** A click on a star is kept at once; a comment may follow. */
export function Rating({ model, words }: { model: CallModel; words: Words }) {
  const [stars, setStars] = useState(0);
  const [sent, setSent] = useState(false);
  const id = useId();
  const rate = model.rate.value;
  if (sent) {
    return (
      <p class="kk-thanks" role="status">
        {words.ratingThanks}
      </p>
    );
  }
  if (!rate) return null;
  return (
    <form
      class="kk-rating"
      onSubmit={(event) => {
        event.preventDefault();
        const comment = new FormData(event.currentTarget).get("comment");
        rate(stars, typeof comment === "string" ? comment.trim() : "");
        setSent(true);
      }}
    >
      <fieldset>
        <legend>{words.howWasIt}</legend>
        <div class="kk-stars">
          {[1, 2, 3, 4, 5].map((count) => (
            <label key={count} data-filled={count <= stars ? "" : undefined}>
              <input
                type="radio"
                name={`${id}s`}
                aria-label={words.stars(count)}
                checked={stars === count}
                onChange={() => {
                  setStars(count);
                  rate(count, "");
                }}
              />
              <Icon name={starIcon} />
            </label>
          ))}
        </div>
      </fieldset>
      {stars > 0 && (
        <>
          <div class="kk-field">
            <label for={id}>{words.comment}</label>
            <textarea id={id} name="comment" rows={2} maxLength={LIMITS.comment} dir="auto" />
          </div>
          <button type="submit" class="kk-button" data-look="line">
            {words.sendRating}
          </button>
        </>
      )}
    </form>
  );
}
