# Reads messages as Email::MIME does: perl read_mail.pl MESSAGES
# MESSAGES has a message in base64 on each line; a line of JSON comes out for each.
use strict;
use warnings;
use Email::MIME;
use JSON::PP;
use MIME::Base64 qw(decode_base64);

my $json = JSON::PP->new->ascii->canonical;

sub boxes {
    my ($mail, $field) = @_;
    my @found = $mail->header_as_obj($field) or return [];
    return [ map { map { [ $_->phrase // "", $_->address // "" ] } $_->addresses } @found ];
}

while (my $line = <>) {
    my $mail = Email::MIME->new(decode_base64($line));
    my @raw = $mail->header_raw_pairs;
    my @parts = $mail->subparts ? $mail->subparts : ($mail);
    my %body = map { (split /;/, $_->content_type)[0] => $_->body_str } @parts;
    print $json->encode({
        fields => [ map { lc $raw[ 2 * $_ ] } 0 .. $#raw / 2 ],
        sender => boxes($mail, "From"),
        to => boxes($mail, "To"),
        reply_to => boxes($mail, "Reply-To"),
        subject => $mail->header_str("Subject"),
        language => $mail->header_str("Content-Language"),
        text => $body{"text/plain"},
        html => $body{"text/html"},
        attached => @parts - keys %body,
    }), "\n";
}
