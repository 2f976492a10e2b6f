//! What every store does, whichever database it is. A new store runs this suite as it stands.

mod bookings;
mod harness;
mod moves;
mod quotes;
mod upgrade;

macro_rules! conformance {
    ($($area:ident: $($behaviour:ident),* $(,)?;)*) => {
        mod sqlite {
            $($(
                #[tokio::test]
                async fn $behaviour() {
                    crate::$area::$behaviour(crate::harness::Sqlite::new()).await;
                }
            )*)*
        }
    };
}

conformance![
    quotes:
        the_first_signing_key_stays,
        a_quote_reads_back_for_its_merchant_alone,
        an_answer_is_kept_under_its_key,
        the_first_no_counts_and_is_final,
    ;
    bookings:
        a_booking_reads_back_whole_after_a_restart,
        a_quote_books_once,
        a_key_serves_one_booking,
        an_order_is_insured_once_until_it_is_refused,
        lists_come_latest_first_in_parts,
        of_many_at_once_one_books,
    ;
    moves:
        what_has_ended_stays_as_it_ended,
        only_what_has_no_end_is_in_flight,
        what_waits_takes_no_orders_place,
        a_payment_is_confirmed_once,
        what_waits_too_long_expires,
        a_cancelled_order_can_be_insured_anew,
        a_cancelling_ends_once_and_only_the_latest,
        a_key_moves_one_booking,
        of_many_who_move_a_booking_one_does,
    ;
];
